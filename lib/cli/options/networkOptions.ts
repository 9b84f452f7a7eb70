import { type Command, Option } from 'commander';
import { type AccessOptions, accessOptions } from './accessOptions';
import { type ModemOptions, modemOptions } from './modemOptions';
import { numberOption } from './numberOption';
import { exponential, type RetryPolicy } from 'rxmodem';

/** What every verb takes that goes through the network. */
export interface NetworkOptions extends ModemOptions, AccessOptions {
  readonly retries: number;
  /** Seconds. */
  readonly readyTimeout: number;
}

/** Declares them, and those of the modem. */
export const networkOptions = (verb: Command): Command =>
  modemOptions(
    accessOptions(verb.optionsGroup('Network:'))
      .addOption(
        new Option('--retries <n>', 'how often a transient failure is tried again')
          .argParser(numberOption(0))
          .default(2),
      )
      .addOption(
        new Option('--ready-timeout <seconds>', 'how long to wait for SIM and network')
          .argParser(numberOption(0, { fraction: true }))
          .default(60),
      ),
  );

/** Says how often a transient failure is tried again, and when. */
export const retryOf = ({ retries }: NetworkOptions): RetryPolicy => ({
  attempts: retries + 1,
  delay: exponential({ fromMs: 500, upToMs: 10_000 }),
});
