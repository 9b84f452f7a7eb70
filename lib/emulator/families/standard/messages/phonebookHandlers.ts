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
import { handle, type Bench, type Handling } from '../../../core/handler';
import type { PhonebookEntry } from '../../../card/card';
import { ok, refused, type Reply } from '../../../core/reply';

/** Phonebooks (27.007 § 7.1, § 8.11–8.14). */

/** Places of a phonebook, and the longest number and name: what `AT+CPBR=?` tells. */
const PLACES = 250;
const MAX_DIGITS = 40;
const MAX_LETTERS = 14;
const INVALID_INDEX = 21;

const chosen = ({ state }: Bench): string => state.settings.get('+CPBS') ?? 'SM';
const bookOf = (bench: Bench): Map<number, PhonebookEntry> =>
  bench.card.phonebooks.get(chosen(bench)) ?? new Map<number, PhonebookEntry>();
const isPlace = (index: number): boolean => index >= 1 && index <= PLACES;

const read = (bench: Bench, from: number, to: number): Reply => {
  if (!isPlace(from) || !isPlace(to)) return refused(INVALID_INDEX);
  const found = [...bookOf(bench)].filter(([index]) => index >= from && index <= to);
  const lines = found
    .sort(([one], [other]) => one - other)
    .map(([index, { number, type, name }]) =>
      answerLine(phonebookRead, { index, number, type, name: charset.show(name, bench.state) }),
    );
  return ok(...lines);
};

const freePlace = (book: ReadonlyMap<number, PhonebookEntry>): number => {
  let index = 1;
  while (book.has(index)) index += 1;
  return index;
};

const write = (bench: Bench, entry: Values<typeof phonebookWrite.takes>): Reply => {
  const book = bookOf(bench);
  const index = entry.index ?? freePlace(book);
  if (!isPlace(index)) return refused(INVALID_INDEX);
  const { number, type = number?.startsWith('+') ? 145 : 129, name: shown = '' } = entry;
  const name = charset.read(shown, bench.state);
  if (number === undefined) book.delete(index);
  else if (number.length > MAX_DIGITS || name === undefined || name.length > MAX_LETTERS) return refused();
  else book.set(index, { number, type, name });
  return ok();
};

export const phonebook: readonly Handling[] = [
  handle(choose, ({ store }, bench) => {
    const name = store.toUpperCase();
    if (!bench.card.phonebooks.has(name)) return refused();
    bench.state.settings.set('+CPBS', name);
    return ok();
  }),
  handle(phonebookSet, (_, bench) =>
    ok(answerLine(phonebookSet, { store: chosen(bench), used: bookOf(bench).size, total: PLACES })),
  ),
  handle(phonebookRead, ({ from, to = from }, bench) => read(bench, from, to)),
  handle(phonebookWrite, (entry, bench) => write(bench, entry)),
  handle(ownNumbers, (_, { card: { phonebooks }, state }) => {
    const own = [...(phonebooks.get('ON')?.values() ?? [])];
    return ok(
      ...own.map(({ name, ...rest }) => answerLine(ownNumbers, { ...rest, name: charset.show(name, state) })),
    );
  }),
];
