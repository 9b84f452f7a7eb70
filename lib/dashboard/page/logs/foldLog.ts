import type { LogEntry } from '../../model/board';

/** A line as it is shown: the newest of those that say the same, and how many there were. */
export interface FoldedLine {
  readonly entry: LogEntry;
  readonly times: number;
}

/** What a command asks and gets, and what follows until the next one. */
interface Exchange {
  readonly lines: FoldedLine[];
  times: number;
  /** A result code came: what follows, the modem says on its own. */
  isOver: boolean;
}

const FINAL = /^(?:OK|ERROR|\+CM[ES] ERROR.*)$/;

/**
 * Folds what repeats, modem by modem: a URC of the same name becomes one line with the newest values, and so does a question that
 * is asked again and answered in the same form.
 *
 *     +CSQN: 14,0                        > AT+CSQ
 *     +CSQN: 15,0   →  +CSQN: 15,0 ×2    < +CSQ: 14,0
 *                                        < OK            twice  →  > AT+CSQ ×2   < +CSQ: 15,0   < OK
 *
 * Lines stand where the newest of them stood. A pure function.
 */
export const foldLog = (entries: readonly LogEntry[]): readonly FoldedLine[] => {
  const last = new Map<string, Exchange>();
  const kept = new Map<Exchange, Exchange | undefined>();
  for (const entry of entries) {
    const open = last.get(entry.modem);
    if (open && entry.sign !== '>') add(open, entry);
    else {
      const begun: Exchange = { lines: [], times: 1, isOver: entry.sign === '!' };
      add(begun, entry);
      kept.set(begun, open);
      last.set(entry.modem, begun);
    }
  }
  const newest = new Set(last.values());
  for (const [exchange, before] of kept) {
    if (!before || !repeats(exchange, before, newest.has(exchange))) continue;
    exchange.times = before.times + 1;
    kept.delete(before);
  }
  return [...kept.keys()].flatMap(linesOf).sort((one, other) => one.entry.n - other.entry.n);
};

const nameOf = ({ text }: LogEntry): string => text.split(':')[0] ?? text;

const isSame = (one: LogEntry, other: LogEntry): boolean =>
  one.sign === other.sign && nameOf(one) === nameOf(other);

/** What a modem says on its own folds by its name, an answer only if it is the same to the letter. */
const add = (exchange: Exchange, entry: LogEntry): void => {
  const before = exchange.lines.at(-1);
  const isRepeated =
    before &&
    isSame(before.entry, entry) &&
    entry.sign !== '#' &&
    (exchange.isOver || before.entry.text === entry.text);
  if (isRepeated) exchange.lines[exchange.lines.length - 1] = { entry, times: before.times + 1 };
  else exchange.lines.push({ entry, times: 1 });
  if (entry.sign === '<' && FINAL.test(entry.text)) exchange.isOver = true;
};

/** The same question, and answers of the same form; one that is still open may have fewer of them. */
const repeats = ({ lines }: Exchange, before: Exchange, isOpen: boolean): boolean => {
  const isAsked = lines[0]?.entry.sign === '>' && lines[0].entry.text === before.lines[0]?.entry.text;
  if (!isAsked || (isOpen ? lines.length > before.lines.length : lines.length !== before.lines.length))
    return false;
  return lines.every(({ entry }, at) => {
    const other = before.lines[at];
    return other !== undefined && isSame(entry, other.entry);
  });
};

const linesOf = ({ lines, times }: Exchange): readonly FoldedLine[] =>
  lines.map((line, at) => (at === 0 && times > 1 ? { ...line, times } : line));
