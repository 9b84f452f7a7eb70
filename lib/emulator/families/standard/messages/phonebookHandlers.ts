import {
  ownNumbers,
  phonebook as choose,
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
const INVALID_INDEX = 21;

const chosen = ({ state }: HandlerContext): string => state.settings.get('+CPBS') ?? 'SM';
const bookOf = (modem: HandlerContext): Map<number, PhonebookEntry> =>
  modem.card.phonebooks.get(chosen(modem)) ?? new Map<number, PhonebookEntry>();
const isPlace = (index: number): boolean => index >= 1 && index <= PLACES;

const read = (modem: HandlerContext, from: number, to: number): Reply => {
  if (!isPlace(from) || !isPlace(to)) return refused(INVALID_INDEX);
  const found = [...bookOf(modem)].filter(([index]) => index >= from && index <= to);
  const lines = found
    .sort(([one], [other]) => one - other)
    .map(([index, { number, type, name }]) =>
      answerLine(phonebookRead, { index, number, type, name: charset.show(name, modem.state) }),
    );
  return ok(...lines);
};

const freePlace = (book: ReadonlyMap<number, PhonebookEntry>): number => {
  let index = 1;
  while (book.has(index)) index += 1;
  return index;
};

const write = (modem: HandlerContext, entry: Values<typeof phonebookWrite.takes>): Reply => {
  const book = bookOf(modem);
  const index = entry.index ?? freePlace(book);
  if (!isPlace(index)) return refused(INVALID_INDEX);
  const { number, type = number?.startsWith('+') ? 145 : 129, name: shown = '' } = entry;
  const name = charset.read(shown, modem.state);
  if (number === undefined) book.delete(index);
  else if (number.length > MAX_DIGITS || name === undefined || name.length > MAX_LETTERS) return refused();
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
  handle(phonebookWrite, (entry, modem) => write(modem, entry)),
  handle(ownNumbers, (_, { card: { phonebooks }, state }) => {
    const own = [...(phonebooks.get('ON')?.values() ?? [])];
    return ok(
      ...own.map(({ name, ...rest }) => answerLine(ownNumbers, { ...rest, name: charset.show(name, state) })),
    );
  }),
];
