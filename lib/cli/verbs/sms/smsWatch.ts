import { Option } from 'commander';
import { filter, mergeMap, type Observable, of, take, tap } from 'rxjs';
import { type InboxEvent, type InboxItem, type InboxStore, ModemError, sms } from 'rxmodem';
import { withMessages } from '../../modem/withMessages';
import { numberOption } from '../../options/numberOption';
import { type SmsModemOptions, smsModemOptions } from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';
import { inboxFile } from '../../output/inboxFile';
import { note } from '../../output/note';
import { messageJson, messageText } from '../../output/messageJson';
import { printed } from '../../output/stdoutSink';

interface SmsWatchOptions extends SmsModemOptions {
  readonly delete?: boolean;
  readonly count?: number;
  /** A directory. */
  readonly store?: string;
}

/** What is no message stands on the standard error. */
const told = (event: InboxEvent): void => {
  if (event.kind === 'memory')
    note(
      event.isFull ? `the storage ${event.storage} is full` : `the storage ${event.storage} has places again`,
    );
  if (event.kind === 'trouble') note(`${new ModemError(event.reason).message}; trying again`);
};

/** Parts that do not come are given up after an hour. */
const PARTIAL_AFTER_MS = 3_600_000;

const isItem = (event: { readonly kind: string }): boolean =>
  event.kind === 'message' || event.kind === 'push' || event.kind === 'malformed';

/** Prints messages as they come: `rxmodem sms watch`. */
export const smsWatch: Verb<SmsWatchOptions> = {
  usage: 'sms watch',
  does: 'Prints stored messages first, then new ones as they come, until Ctrl-C.',
  endless: true,
  examples: [
    ['rxmodem sms watch --port /dev/ttyUSB0', 'leave the messages in the modem'],
    ['rxmodem sms watch --delete --json', 'delete each message when it was written out'],
  ],
  declare: (command) =>
    smsModemOptions(
      command
        .optionsGroup('Message:')
        .option('--delete', 'delete each message from the modem after it was written out')
        .addOption(new Option('--count <n>', 'end after this many messages').argParser(numberOption(1)))
        .option(
          '--store <dir>',
          'directory that keeps what is unfinished over restarts, with --delete (default: the state folder of the user)',
        ),
    ),
  run: ({ options }) =>
    withMessages(options, (modem) => {
      const print = (item: InboxItem) => printed(options.json ? messageJson(item) : messageText(item));
      const { count = Infinity, delete: remove = false } = options;
      const store: Observable<InboxStore | undefined> = remove
        ? inboxFile(modem, options.store)
        : of(undefined);
      return store.pipe(
        mergeMap((kept) =>
          sms.inbox(modem, { into: print, remove, partialAfterMs: PARTIAL_AFTER_MS, store: kept }),
        ),
        tap(told),
        filter(isItem),
        take(count),
      );
    }),
};
