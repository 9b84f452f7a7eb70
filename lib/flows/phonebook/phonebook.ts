import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  mergeMap,
  type MonoTypeOperatorFunction,
  NEVER,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import { retryWith } from '../../../operators/retryWith';
import { isNoAnswer } from '../../dialects/ask';
import type { NewPhonebookEntry, PhonebookDialect, PhonebookEntry } from '../../dialects/phonebookDialect';
import { checkOptions, checkValue, is } from '../../grammar/checkOptions';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { TEXTS } from '../transfer/texts';
import { type Book, levelOf, listPhonebook, WHILE_BUSY } from './listPhonebook';

/** Which phonebook. */
export interface PhonebookOptions {
  /** `SM` the SIM, `ME` the modem, `ON` the subscriber’s own numbers … Default: the one that is chosen. It is put back afterwards. */
  readonly storage?: string | undefined;
}

const CHECKS = { storage: is.name };
/**
 * Phonebooks of the SIM and the modem. Names are letters of any script, whatever character set the modem is in.
 *
 *     phonebook.list(modem)                                              ⇒ { index: 1, number: '+15550100', name: 'Ann' } …
 *     phonebook.find(modem, 'An', { storage: 'SM' })
 *     phonebook.write(modem, { number: '+15550100', name: 'Zoë' })       completes; without an index to the first free place
 *     phonebook.remove(modem, 3)
 *
 * A SIM that is busy is asked again for 20 s. Fails with `invalid-argument` before anything is written, with `cme` as the modem says: 20
 * full, 21 no such place, 24 the name and 26 the number is too long; with `unsupported` where the family keeps no phonebook, or the
 * modem not that one.
 *
 * Source: 27.007 § 8.11–8.14; A76XX AT manual V1.09 pages 209–214.
 */
export const phonebook = Object.freeze({
  /** Emits the entries one by one, by their places; empty places are passed over. */
  list: (modem: Modem, options: PhonebookOptions = {}): Observable<PhonebookEntry> =>
    inBook(modem, options, () => listPhonebook),
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
      const chosen = chosenStorage(dialect, channel, storage.toUpperCase()).pipe(orNoStorage(title, storage));
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
  levelOf(dialect, channel).pipe(
    mergeMap((level) => {
      const before = level?.storage ?? null;
      return before?.toUpperCase() === storage
        ? of(null)
        : concat(dialect.choose(channel, storage).pipe(retryWith(WHILE_BUSY)), of(before));
    }),
  );

/** What a modem refuses without a cause, or as not allowed or not supported, it does not have (27.007 § 8.11, § 9.2.1). */
const orNoStorage = <T>(title: string, storage: string): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    if (!(error instanceof ModemError)) return throwError(() => error);
    const { reason } = error;
    const isMissing =
      reason.kind === 'refused' || (reason.kind === 'cme' && (reason.code === 3 || reason.code === 4));
    const feature = `phonebook ${storage.toUpperCase()}`;
    return throwError(() =>
      isMissing ? new ModemError({ kind: 'unsupported', family: title, feature }) : error,
    );
  });

/** A modem that can't search, or says nothing readable, is read whole. */
const found = (book: Book, text: string): Observable<PhonebookEntry> =>
  book.dialect.find(book.channel, text, book.charset).pipe(
    retryWith(WHILE_BUSY),
    catchError((error: unknown) => {
      if (!(error instanceof ModemError && isNoAnswer(error.reason))) return throwError(() => error);
      book.channel.note(`${error.message}; reading the whole phonebook instead`);
      const wanted = text.toLowerCase();
      return listPhonebook(book).pipe(filter(({ name }) => name.toLowerCase().startsWith(wanted)));
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
  return CONTROL.test(name) ? invalidArgument(argument, 'it holds a control character') : name;
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
