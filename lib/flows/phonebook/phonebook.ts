import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  mergeMap,
  NEVER,
  type Observable,
  of,
  range as numbers,
  throwError,
} from 'rxjs';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import { retryWith } from '../../../operators/retryWith';
import type {
  NewPhonebookEntry,
  PhonebookCharset,
  PhonebookDialect,
  PhonebookEntry,
  PhonebookRange,
} from '../../dialects/phonebookDialect';
import { onRefusal } from '../../dialects/steps/onRefusal';
import { checkOptions, checkValue, is } from '../../grammar/checkOptions';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import type { Modem } from '../../modem/modem';
import { TEXTS } from '../transfer/texts';

/** Which phonebook. */
export interface PhonebookOptions {
  /** `SM` the SIM, `ME` the modem, `ON` the subscriber’s own numbers … Default: the one that is chosen. It is put back afterwards. */
  readonly storage?: string;
}

const CHECKS = { storage: is.name };
/** How many places are read at once: an answer of more takes long, and no other command comes in between. */
const SLICE = 50;
/** The SIM is busy for some seconds after a start: the modem says so, and nothing is done (CME 14). */
const WHILE_BUSY = {
  attempts: 10,
  delay: 2_000,
  when: (reason: Reason): boolean => reason.kind === 'cme' && reason.code === 14,
};

/**
 * Phonebooks of the SIM and the modem. Names are letters of any script, whatever character set the modem is in.
 *
 *     phonebook.list(modem)                                              ⇒ { index: 1, number: '+15550100', name: 'Ann' } …
 *     phonebook.find(modem, 'An', { storage: 'SM' })
 *     phonebook.write(modem, { number: '+15550100', name: 'Zoë' })       completes; without an index to the first free place
 *     phonebook.remove(modem, 3)
 *
 * A SIM that is busy is asked again for 20 s. Fails with `invalid-argument` before anything is written, with `cme` as the modem says: 20
 * full, 21 no such place, 24 the name and 26 the number is too long; with `unsupported` where the family keeps no phonebook.
 *
 * Source: 27.007 § 8.11–8.14; A76XX AT manual V1.09 pages 209–214.
 */
export const phonebook = Object.freeze({
  /** Emits the entries one by one, by their places; empty places are passed over. */
  list: (modem: Modem, options: PhonebookOptions = {}): Observable<PhonebookEntry> =>
    inBook(modem, options, () => listed),
  /** Emits the entries whose names begin with a text; an empty text finds all. */
  find: (modem: Modem, text: string, options: PhonebookOptions = {}): Observable<PhonebookEntry> =>
    inBook(modem, options, () => {
      const wanted = checkedName(text, 'text');
      return (book) => found(book, wanted);
    }),
  /** Writes an entry, over one that is at that place; completes. */
  write: (modem: Modem, entry: NewPhonebookEntry, options: PhonebookOptions = {}): Observable<never> =>
    inBook(modem, options, () => {
      const settled = checkedEntry(entry);
      return ({ dialect, channel, charset }) => changed(() => dialect.write(channel, settled, charset));
    }),
  /** Deletes the entry at a place; completes, also where the place is empty. */
  remove: (modem: Modem, index: number, options: PhonebookOptions = {}): Observable<never> =>
    inBook(modem, options, () => {
      checkValue(index, is.count, 'index');
      return ({ dialect, channel }) => changed(() => dialect.remove(channel, index));
    }),
});

/** A phonebook that is chosen and readable. */
interface Book {
  readonly dialect: PhonebookDialect;
  readonly channel: CommandChannel;
  readonly charset: PhonebookCharset;
}

/** Chooses the storage and the character set for some work, and puts both back. */
const inBook = <T>(
  modem: Modem,
  options: PhonebookOptions,
  prepare: () => (book: Book) => Observable<T>,
): Observable<T> =>
  defer(() => {
    const { phonebook: dialect, title } = modem.profile;
    const missing = { kind: 'unsupported', family: title, feature: 'phonebook' } as const;
    if (!dialect) return throwError(() => new ModemError(missing));
    const { storage } = checkOptions(options, CHECKS);
    if (storage !== undefined && !/^[A-Z]{2}$/i.test(storage))
      return invalidArgument('storage', 'it is not two letters, such as SM or ME');
    const act = prepare();
    return modem.exclusive(TEXTS, (channel) => (leaving) => {
      const readable = bracket(
        dialect.prepare(channel),
        (charset) => act({ dialect, channel, charset }),
        (charset) => dialect.restore(channel, charset),
      );
      if (storage === undefined) return readable(leaving);
      const chosen = chosenStorage(dialect, channel, storage.toUpperCase());
      // The work inside takes leave by itself; then the storage is put back.
      const work = bracket(
        chosen,
        () => readable(leaving),
        (before) => (before === null ? EMPTY : dialect.choose(channel, before)),
      );
      return work(NEVER);
    });
  });

/** Chooses a storage; emits the one before, or `null` where it is the same. */
const chosenStorage = (
  dialect: PhonebookDialect,
  channel: CommandChannel,
  storage: string,
): Observable<string | null> =>
  dialect.storage(channel).pipe(
    retryWith(WHILE_BUSY),
    mergeMap((before) =>
      before.toUpperCase() === storage
        ? of(null)
        : concat(dialect.choose(channel, storage).pipe(retryWith(WHILE_BUSY)), of(before)),
    ),
  );

const listed = ({ dialect, channel, charset }: Book): Observable<PhonebookEntry> =>
  dialect.range(channel).pipe(
    mergeMap(slices),
    concatMap((slice) => dialect.read(channel, slice, charset).pipe(retryWith(WHILE_BUSY))),
  );

const slices = ({ from, to }: PhonebookRange): Observable<PhonebookRange> =>
  numbers(0, Math.max(0, Math.ceil((to - from + 1) / SLICE))).pipe(
    concatMap((at) => of({ from: from + at * SLICE, to: Math.min(to, from + (at + 1) * SLICE - 1) })),
  );

/** A modem that can't search is read whole. */
const found = (book: Book, text: string): Observable<PhonebookEntry> =>
  book.dialect.find(book.channel, text, book.charset).pipe(
    retryWith(WHILE_BUSY),
    onRefusal((error) => {
      book.channel.note(`${error.message}; reading the whole phonebook instead`);
      const wanted = text.toLowerCase();
      return listed(book).pipe(filter(({ name }) => name.toLowerCase().startsWith(wanted)));
    }),
  );

/** A change whose answer was lost may have been done. */
const changed = (change: () => Observable<unknown>): Observable<never> =>
  defer(change).pipe(
    retryWith(WHILE_BUSY),
    ignoreElements(),
    catchError((error: unknown) => throwError(() => mayBeDone(error))),
  );

/** As long as any modem takes; how long exactly, the modem says (CME 24 and 26). */
const MAX_CHARS = 40;
const NUMBER = /^\+?[0-9*#PWpw,]{1,40}$/;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

const checkedName = (name: string, argument: 'name' | 'text'): string => {
  checkValue(name, is.text, argument);
  if (name.length > MAX_CHARS)
    return invalidArgument(
      argument,
      `it has ${name.length} letters; a phonebook takes ${MAX_CHARS} at the most`,
    );
  return CONTROL.test(name) || name.includes('"')
    ? invalidArgument(argument, 'it holds a quote or a control character')
    : name;
};

const checkedEntry = ({ index, number, name }: NewPhonebookEntry): NewPhonebookEntry => {
  if (index !== undefined) checkValue(index, is.count, 'index');
  if (typeof number !== 'string' || !NUMBER.test(number))
    return invalidArgument(
      'number',
      'it is not made of digits, * and #, with + in front of an international one',
    );
  return { index, number, name: checkedName(name, 'name') };
};
