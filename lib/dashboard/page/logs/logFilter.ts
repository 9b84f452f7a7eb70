import { fromEvent, merge, type Observable } from 'rxjs';
import type { LogEntry } from '../../model/board';
import { choices } from '../parts/choices';
import { part } from '../parts/part';

/** Which lines of a log are wanted: those of a modem, of a kind, with a text. */
export interface LogFilter {
  readonly isWanted: (entry: LogEntry) => boolean;
  readonly changed: Observable<unknown>;
  /** Lets people choose among the modems and the kinds that are there. */
  readonly offer: (names: Readonly<Record<string, string>>, entries: readonly LogEntry[]) => void;
}

/** How many kinds are offered. */
const MAX_KINDS = 60;

/** Makes the filter of a log of its fields. */
export const logFilter = (root: HTMLElement): LogFilter => {
  const modem = part<HTMLSelectElement>(root, 'modem');
  const kind = part<HTMLSelectElement>(root, 'kind');
  const text = part<HTMLInputElement>(root, 'text');
  kind.add(new Option('All kinds', ''));
  const kinds = new Set<string>();
  let newest = 0;
  return {
    isWanted: (entry) => {
      const needle = text.value.trim().toLowerCase();
      const isModem = modem.value === '' || modem.value === entry.modem;
      const isKind = kind.value === '' || kind.value === kindOf(entry);
      return (
        isModem && isKind && (needle === '' || `${entry.text}\n${entry.tells}`.toLowerCase().includes(needle))
      );
    },
    changed: merge(fromEvent(modem, 'change'), fromEvent(kind, 'change'), fromEvent(text, 'input')),
    offer: (names, entries) => {
      choices(modem, Object.entries(names));
      const before = kinds.size;
      for (let at = entries.length - 1; at >= 0 && (entries[at]?.n ?? 0) > newest; at -= 1)
        if (kinds.size < MAX_KINDS) kinds.add(kindOf(entries[at] as LogEntry));
      newest = entries.at(-1)?.n ?? 0;
      if (kinds.size > before)
        choices(
          kind,
          [...kinds].toSorted().map((one) => [one, one]),
        );
    },
  };
};

const SIGNS: Readonly<Record<string, string>> = {
  '>': 'sent',
  '>>': 'sent',
  '<': 'received',
  '<<': 'received',
};

/** The name of a URC; the direction of a line of the conversation. */
const kindOf = ({ sign, text }: LogEntry): string =>
  sign === '!' ? (text.split(':')[0] ?? text) : (SIGNS[sign] ?? 'notes');
