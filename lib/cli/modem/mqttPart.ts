import type * as Mqtt from 'rxmodem/mqtt';
import { CliError } from '../errors/cliError';

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' && /'mqtt'/.test((error as Error).message);

/** Loads `rxmodem/mqtt`. Fails with `usage` if the package `mqtt` is missing, which only this verb needs. */
export const mqttPart = (): typeof Mqtt => {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded by this verb only: the others do not need it
    return require('rxmodem/mqtt') as typeof Mqtt;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new CliError({
      kind: 'usage',
      message: 'the package mqtt is not installed; install it with npm install mqtt',
    });
  }
};
