import { concatMap } from 'rxjs';
import { sms } from 'rxmodem';
import { withMessages } from '../../modem/withMessages';
import { type SmsModemOptions, smsModemOptions } from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';
import { messageJson, messageText } from '../../output/messageJson';
import { printed } from '../../output/stdoutSink';

interface SmsListOptions extends SmsModemOptions {
  readonly unread?: boolean;
}

/** Lists stored messages: `rxmodem sms list`. */
export const smsList: Verb<SmsListOptions> = {
  usage: 'sms list',
  does: 'Lists the messages in the modem and on the SIM, parts joined, oldest first: indexes, status, time, number, text.',
  examples: [
    ['rxmodem sms list --port /dev/ttyUSB0', 'one message a line'],
    ['rxmodem sms list --unread --json', 'only unread ones, one JSON object a line'],
  ],
  asks: true,
  declare: (command) =>
    smsModemOptions(command.optionsGroup('Message:').option('--unread', 'only messages that were not read')),
  run: ({ options }) =>
    withMessages(options, (modem) => sms.list(modem, { unread: options.unread ?? false })).pipe(
      concatMap((message) => printed(options.json ? messageJson(message) : messageText(message))),
    ),
};
