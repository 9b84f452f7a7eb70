import {
  ownNumbers,
  phonebook as choose,
  phonebookFind,
  phonebookRead,
  phonebookSet,
  phonebookWrite,
} from '../../../../families/standard/phonebookCommands';
import type { Values } from '../../../../grammar/forms/shape';
import { answerLine } from '../../../core/utterance';
import { charset } from './charset';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import type { PhonebookEntry } from '../../../card/card';
import { ok, refused, type Reply } from '../../../core/reply';

/** Phonebooks (27.007 § 7.1, § 8.11–8.14). */

/** Places of a phonebook, and the longest number and name: as `AT+CPBR=?` prints. */
const PLACES = 250;
const MAX_DIGITS = 40;
const MAX_LETTERS = 14;
/** CME codes (27.007 § 9.2). */
const [FULL, INVALID_INDEX, NOT_FOUND, NAME_TOO_LONG, NUMBER_TOO_LONG] = [20, 21, 22, 24, 26];

const chosen = ({ state }: HandlerContext): string => state.settings.get('+CPBS') ?? 'SM';
const bookOf = (modem: HandlerContext): Map<number, PhonebookEntry> =>
  modem.card.phonebooks.get(chosen(modem)) ?? new Map<number, PhonebookEntry>();
const isPlace = (index: number): boolean => index >= 1 && index <= PLACES;

const byPlace = (book: ReadonlyMap<number, PhonebookEntry>) =>
  [...book].sort(([one], [other]) => one - other);

const read = (modem: HandlerContext, from: number, to: number): Reply => {
  if (!isPlace(from) || !isPlace(to)) return refused(INVALID_INDEX);
  const lines = byPlace(bookOf(modem))
    .filter(([index]) => index >= from && index <= to)
    .map(([index, { number, type, name }]) =>
      answerLine(phonebookRead, { index, number, type, name: charset.show(name, modem.state) }),
    );
  return ok(...lines);
};

/** The entries whose names begin with a text; an empty text finds all (A76XX AT manual V1.09 pages 209–214). */
const find = (modem: HandlerContext, typed: string): Reply => {
  const text = charset.read(typed, modem.state);
  if (text === undefined) return refused();
  const lines = byPlace(bookOf(modem))
    .filter(([, { name }]) => name.startsWith(text))
    .map(([index, { number, type, name }]) =>
      answerLine(phonebookFind, { index, number, type, name: charset.show(name, modem.state) }),
    );
  return lines.length > 0 ? ok(...lines) : refused(NOT_FOUND);
};

const freePlace = (book: ReadonlyMap<number, PhonebookEntry>): number => {
  let index = 1;
  while (book.has(index)) index += 1;
  return index;
};

const write = (modem: HandlerContext, entry: Values<typeof phonebookWrite.takes>): Reply => {
  const book = bookOf(modem);
  const index = entry.index ?? freePlace(book);
  if (!isPlace(index)) return refused(entry.index === undefined ? FULL : INVALID_INDEX);
  const { number, type = number?.startsWith('+') ? 145 : 129, name: shown = '' } = entry;
  const name = charset.read(shown, modem.state);
  if (number === undefined) book.delete(index);
  else if (number.length > MAX_DIGITS) return refused(NUMBER_TOO_LONG);
  else if (name === undefined) return refused();
  else if (name.length > MAX_LETTERS) return refused(NAME_TOO_LONG);
  else book.set(index, { number, type, name });
  return ok();
};

export const phonebookHandlers: readonly Handler[] = [
  handle(choose, ({ store }, modem) => {
    const name = store.toUpperCase();
    if (!modem.card.phonebooks.has(name)) return refused();
    modem.state.settings.set('+CPBS', name);
    return ok();
  }),
  handle(phonebookSet, (_, modem) =>
    ok(answerLine(phonebookSet, { store: chosen(modem), used: bookOf(modem).size, total: PLACES })),
  ),
  handle(phonebookRead, ({ from, to = from }, modem) => read(modem, from, to)),
  handle(phonebookFind, ({ text }, modem) => find(modem, text)),
  handle(phonebookWrite, (entry, modem) => write(modem, entry)),
  handle(ownNumbers, (_, { card: { phonebooks }, state }) => {
    const own = [...(phonebooks.get('ON')?.values() ?? [])];
    return ok(
      ...own.map(({ name, ...rest }) => answerLine(ownNumbers, { ...rest, name: charset.show(name, state) })),
    );
  }),
];
