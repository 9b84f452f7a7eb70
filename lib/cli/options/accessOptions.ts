import { type Command, Option } from 'commander';
import type { ApnSettings } from 'rxmodem';

/** Settings of the access point. */
export interface AccessOptions {
  readonly apn?: string;
  readonly apnUser?: string;
  readonly apnPassword?: string;
}

/** Declares them, in the group that is open. */
export const accessOptions = (command: Command): Command =>
  command
    .option('--apn <name>', 'access point (default: the modem’s own)')
    .option('--apn-user <user>', 'user name for the access point')
    .addOption(
      new Option('--apn-password <password>', 'password for the access point').env('RXMODEM_APN_PASSWORD'),
    );

/** The access point settings. The modem's own apply to what is left out. */
export const accessOf = ({ apn, apnUser: user, apnPassword: password }: AccessOptions): ApnSettings => ({
  ...(apn && { apn }),
  ...(user && { user }),
  ...(password && { password }),
});
