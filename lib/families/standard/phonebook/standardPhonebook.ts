import { catchError, EMPTY, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Response } from '../../../../operators/response';
import { ask } from '../../../dialects/ask';
import type { PhonebookCharset, PhonebookDialect, PhonebookEntry } from '../../../dialects/phonebookDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
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
  storage: (channel) => channel.send(phonebookSet()).pipe(map(({ value }) => value.store)),
  choose: (channel, store) => inOrder(channel, phonebook({ store })),
  prepare: (channel) =>
    ask(characterSetState(), ({ set }) => set.toUpperCase())(channel).pipe(
      mergeMap((before) => (before === UCS2 ? of({ now: UCS2, before: null }) : inUcs2(channel, before))),
    ),
  restore: (channel, { before }) =>
    inOrder(channel, before === null ? undefined : characterSet({ set: before })),
  range: (channel) =>
    optionally(channel, phonebookRange()).pipe(map((answer) => answer?.value.places ?? ALL)),
  read: (channel, { from, to }, charset) => entries(channel.send(phonebookRead({ from, to })), charset),
  find: (channel, text, charset) =>
    entries(channel.send(phonebookFind({ text: phonebookText.write(text, charset, 'text') })), charset),
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

/** Chooses UCS-2, which has every letter; a modem without it keeps what it has. */
const inUcs2 = (channel: CommandChannel, before: string | null): Observable<PhonebookCharset> =>
  optionally(channel, characterSet({ set: UCS2 })).pipe(
    map((answer) => (answer ? { now: UCS2, before } : { now: before, before: null })),
  );

const entries = (
  answered: Observable<Response<PhonebookEntry>>,
  charset: PhonebookCharset,
): Observable<PhonebookEntry> =>
  answered.pipe(
    mergeMap(({ values }) => values),
    map(({ index, number, name }) =>
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
