import { catchError, EMPTY, map, mergeMap, type Observable, of, tap, throwError } from 'rxjs';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Response } from '../../../../operators/response';
import { ask } from '../../../dialects/ask';
import type { PhonebookCharset, PhonebookDialect, PhonebookEntry } from '../../../dialects/phonebookDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { seenIn } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import { mask } from '../../../grammar/mask';
import {
  phonebook,
  phonebookFind,
  phonebookRange,
  phonebookRead,
  phonebookSet,
  phonebookWrite,
} from '../phonebookCommands';
import { characterSet, characterSetState } from '../reportCommands';
import { phonebookText } from './phonebookText';

const UCS2 = 'UCS2';
/** CME 22: not found. Some modems say so of empty places, others say OK alone. */
const NOT_FOUND = 22;
const [INTERNATIONAL, UNKNOWN] = [145, 129];
/** The places of a modem that does not say which it has: the most that a SIM holds. */
const ALL = { from: 1, to: 250 };

/** Phonebooks as 27.007 § 8.11–8.14 has them: for a modem of any maker. */
export const standardPhonebook: PhonebookDialect = Object.freeze({
  level: (channel) =>
    channel.send(phonebookSet()).pipe(map(({ value }) => ({ storage: value.store, used: value.used }))),
  choose: (channel, store) => inOrder(channel, phonebook({ store })),
  prepare: (channel) =>
    charsetNow(channel).pipe(
      mergeMap((before) => (before === UCS2 ? of({ now: UCS2, before: null }) : inUcs2(channel, before))),
    ),
  restore: (channel, { before }) =>
    inOrder(channel, before === null ? undefined : characterSet({ set: before })),
  range: (channel) =>
    optionally(channel, phonebookRange()).pipe(map((answer) => answer?.value.places ?? ALL)),
  read: (channel, { from, to }, charset) => entries(channel, phonebookRead({ from, to }), charset),
  find: (channel, text, charset) =>
    entries(channel, phonebookFind({ text: phonebookText.write(text, charset, 'text') }), charset, true),
  write: (channel, { index, number, name }, charset) =>
    inOrder(
      channel,
      phonebookWrite({
        ...(index !== undefined && { index }),
        number,
        type: number.startsWith('+') ? INTERNATIONAL : UNKNOWN,
        name: phonebookText.write(name, charset, 'name'),
      }),
    ),
  remove: (channel, index) => inOrder(channel, phonebookWrite({ index })),
} satisfies PhonebookDialect);

const charsetNow = ask(characterSetState(), ({ set }) => set.toUpperCase());

/** Chooses UCS-2, which has every letter; a modem without it keeps what it has. One whose answer was lost may be in it all the same. */
const inUcs2 = (channel: CommandChannel, before: string | null): Observable<PhonebookCharset> =>
  optionally(channel, characterSet({ set: UCS2 }), seenIn).pipe(
    mergeMap((answer) =>
      typeof answer === 'string'
        ? charsetNow(channel).pipe(
            map((now) =>
              now === UCS2 ? { now, before } : { now: now ?? before, before: null, why: answer },
            ),
          )
        : of({ now: UCS2, before }),
    ),
  );

/** An answer of entries. */
type Entries = Command<{
  readonly index: number;
  readonly number: string;
  readonly name?: string | undefined;
}>;

/** A line of an entry, whatever became of it. */
const ENTRY = /^\+CPB[RF]\s*:/i;

/**
 * The entries of an answer. One with a line that is no entry may have been damaged: it is asked for again. Then an entry that can't be
 * read is `unreadable`; so is an answer of other lines alone if it `mustFit`, since those may be news of the modem.
 */
const entries = (
  channel: CommandChannel,
  command: Entries,
  charset: PhonebookCharset,
  mustFit = false,
): Observable<PhonebookEntry> => {
  const asked = channel.send(command);
  return asked.pipe(
    mergeMap((first) => (oddIn(first, true) === undefined ? of(first) : asked)),
    tap((found) => {
      const line = oddIn(found, mustFit);
      if (line !== undefined)
        throw new ModemError({ kind: 'unreadable', command: command.redacted, line: mask });
    }),
    mergeMap(({ values }) => values),
    map(({ index, number, name = '' }) =>
      Object.freeze({
        index,
        number: phonebookText.readNumber(number, charset),
        name: phonebookText.readName(name, charset),
      }),
    ),
    catchError((error: unknown) => {
      const isEmpty =
        error instanceof ModemError && error.reason.kind === 'cme' && error.reason.code === NOT_FOUND;
      return isEmpty ? EMPTY : throwError(() => error);
    }),
  );
};

/** A line that makes an answer doubtful: one of an entry that can't be read, or any where there is nothing else. */
const oddIn = ({ values, lines }: Response, mustFit: boolean): string | undefined => {
  const headed = lines.filter((line) => ENTRY.test(line));
  if (headed.length > values.length) return headed[0];
  return mustFit && values.length === 0 ? lines[0] : undefined;
};
