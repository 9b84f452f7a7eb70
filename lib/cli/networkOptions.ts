import { type Command, Option } from 'commander';
import { type ModemOptions, modemOptions } from './modemOptions';
import { numberOption } from './numberOption';

/** What every verb takes that goes through the network. */
export interface NetworkOptions extends ModemOptions {
  readonly apn?: string;
  readonly apnUser?: string;
  readonly apnPassword?: string;
  readonly retries: number;
  /** Seconds. */
  readonly readyTimeout: number;
}

/** Declares them, and those of the modem. */
export const networkOptions = (verb: Command): Command =>
  modemOptions(
    verb
      .optionsGroup('Network:')
      .option('--apn <name>', 'access point (default: the modem’s own)')
      .option('--apn-user <user>', 'user at the access point')
      .addOption(new Option('--apn-password <password>', 'its password').env('RXMODEM_APN_PASSWORD'))
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
