import { concatMap, tap } from 'rxjs';
import { sms } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { withMessages } from '../../modem/withMessages';
import { type SmsModemOptions, smsModemOptions } from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';
import { messageJson, messageText } from '../../output/messageJson';
import { printed } from '../../output/stdoutSink';

/** Reads stored messages: `rxmodem sms read SM:3`. */
export const smsRead: Verb<SmsModemOptions> = {
  usage: 'sms read <index...>',
  does: 'Prints stored messages, parts joined as far as they are named, and marks them as read.',
  takes: { index: 'where a message lies: SM:3, ME:3, or 3 in the storage in use' },
  examples: [
    ['rxmodem sms read SM:3', 'a message on the SIM'],
    ['rxmodem sms read --json 1 2', 'two parts of a message, in the storage in use'],
  ],
  declare: smsModemOptions,
  run: ({ args, options }) => {
    let count = 0;
    return withMessages(options, (modem) => sms.read(modem, ...args)).pipe(
      concatMap((message) => {
        count += 1;
        return printed(options.json ? messageJson(message) : messageText(message));
      }),
      tap({
        complete: () => {
          if (count === 0) throw new CliError({ kind: 'no-message', where: args.join(', ') });
        },
      }),
    );
  },
};
