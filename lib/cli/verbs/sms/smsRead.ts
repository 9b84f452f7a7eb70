import { concatMap, tap } from 'rxjs';
import { sms } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { withMessages } from '../../modem/withMessages';
import { type SmsModemOptions, smsModemOptions } from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';
import { indexesOf, messageJson, messageText } from '../../output/messageJson';
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
  asks: true,
  declare: smsModemOptions,
  run: ({ args, options }) => {
    const read = new Set<string>();
    return withMessages(options, (modem) => sms.read(modem, ...args)).pipe(
      concatMap((message) => {
        for (const place of indexesOf(message)) read.add(place);
        return printed(options.json ? messageJson(message) : messageText(message));
      }),
      tap({
        complete: () => {
          const empty = args.filter((place) => !isAmong(place, read));
          if (empty.length > 0) throw new CliError({ kind: 'no-message', where: empty.join(', ') });
        },
      }),
    );
  },
};

/** Whether a place was read, by its name: `SM:3`, or `3` in the storage in use. */
const isAmong = (place: string, read: ReadonlySet<string>): boolean => {
  const name = place.replace(/^(.*:)?0+(?=\d)/, '$1');
  return read.has(name) || [...read].some((one) => one.endsWith(`:${name}`));
};
