import { type Command, Option } from 'commander';
import type { ApnSettings } from 'rxmodem';

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

/** Says what a connection rides on: where the options say nothing, the modem's own. */
export const accessOf = ({ apn, apnUser: user, apnPassword: password }: AccessOptions): ApnSettings => ({
  ...(apn && { apn }),
  ...(user && { user }),
  ...(password && { password }),
});
