import type * as Mqtt from 'rxmodem/mqtt';
import { CliError } from '../errors/cliError';

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' && /'mqtt'/.test((error as Error).message);

/** Loads what speaks with brokers. Fails with `usage` where the package is missing that it needs and nothing else does. */
export const mqttPart = (): typeof Mqtt => {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded by this verb only: the others do without it
    return require('rxmodem/mqtt') as typeof Mqtt;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new CliError({
      kind: 'usage',
      message: 'the gateway needs the package mqtt, which is not installed; npm install mqtt',
    });
  }
};
