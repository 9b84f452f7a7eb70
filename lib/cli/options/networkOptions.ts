import { type Command, Option } from 'commander';
import { type AccessOptions, accessOptions } from './accessOptions';
import { type ModemOptions, modemOptions } from './modemOptions';
import { numberOption } from './numberOption';
import { exponential, type RetryPolicy } from 'rxmodem';

/** Options of every verb that uses the network. */
export interface NetworkOptions extends ModemOptions, AccessOptions {
  readonly retries: number;
  /** Seconds. */
  readonly readyTimeout: number;
}

/** Declares them and the options of the modem. */
export const networkOptions = (verb: Command): Command =>
  modemOptions(
    accessOptions(verb.optionsGroup('Network:'))
      .addOption(
        new Option('--retries <n>', 'number of retries after a transient failure')
          .argParser(numberOption(0))
          .default(2),
      )
      .addOption(
        new Option('--ready-timeout <seconds>', 'time limit for SIM and network to be ready')
          .argParser(numberOption(0, { fraction: true }))
          .default(60),
      ),
  );

/** The retry policy for transient failures. */
export const retryOf = ({ retries }: NetworkOptions): RetryPolicy => ({
  attempts: retries + 1,
  delay: exponential({ fromMs: 500, upToMs: 10_000 }),
});
