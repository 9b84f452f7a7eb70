import type * as MqttPackage from 'mqtt';
import type * as Metrics from 'rxmodem/metrics';
import type * as Mqtt from 'rxmodem/mqtt';
import { CliError } from '../errors/cliError';

/* eslint-disable @typescript-eslint/no-require-imports -- loaded by the verbs that need them only */

/** Loads `rxmodem/mqtt`. Fails with `usage` if the package `mqtt` is missing. */
export const mqttPart = (): typeof Mqtt => part('mqtt', () => require('rxmodem/mqtt') as typeof Mqtt);

/** Loads the client of the package `mqtt`. Fails with `usage` if it is missing. */
export const mqttConnect = (): typeof MqttPackage.connect =>
  part('mqtt', () => require('mqtt') as typeof MqttPackage).connect;

/** Loads `rxmodem/metrics`. Fails with `usage` if the package `prom-client` is missing. */
export const metricsPart = (): typeof Metrics =>
  part('prom-client', () => require('rxmodem/metrics') as typeof Metrics);

const part = <T>(name: string, load: () => T): T => {
  try {
    return load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' || !message.includes(`'${name}'`)) throw error;
    throw new CliError({
      kind: 'usage',
      message: `the package ${name} is not installed; install it with npm install ${name}`,
    });
  }
};
