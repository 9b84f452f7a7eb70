import { defer } from 'rxjs';
import { sms } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { withMessages } from '../../modem/withMessages';
import { type SmsModemOptions, smsModemOptions } from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';

interface SmsDeleteOptions extends SmsModemOptions {
  readonly all?: boolean;
  readonly read?: boolean;
}

/** Deletes stored messages: `rxmodem sms delete SM:3`. */
export const smsDelete: Verb<SmsDeleteOptions> = {
  usage: 'sms delete [index...]',
  does: 'Deletes stored messages.',
  takes: { index: 'where a message lies: SM:3, ME:3, or 3 in the storage in use' },
  examples: [
    ['rxmodem sms delete SM:3 SM:4', 'two places on the SIM'],
    ['rxmodem sms delete --read', 'all that were read'],
  ],
  declare: (command) =>
    smsModemOptions(
      command
        .optionsGroup('Message:')
        .option('--all', 'delete all messages that are there now')
        .option('--read', 'delete all messages that were read'),
    ),
  run: ({ args, options }) =>
    defer(() => {
      const ways = [args.length > 0, options.all, options.read].filter(Boolean);
      if (ways.length !== 1)
        throw new CliError({
          kind: 'usage',
          message: 'name either indexes, --all or --read; for example: rxmodem sms delete SM:3',
        });
      const places = options.all ? 'all' : options.read ? 'read' : args;
      return withMessages(options, (modem) => sms.remove(modem, places));
    }),
};
