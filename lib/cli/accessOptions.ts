import { type Command, Option } from 'commander';

/** What a connection rides on. */
export interface AccessOptions {
  readonly apn?: string;
  readonly apnUser?: string;
  readonly apnPassword?: string;
}

/** Declares them, in the group that is open. */
export const accessOptions = (command: Command): Command =>
  command
    .option('--apn <name>', 'access point (default: the modem’s own)')
    .option('--apn-user <user>', 'user at the access point')
    .addOption(new Option('--apn-password <password>', 'its password').env('RXMODEM_APN_PASSWORD'));
