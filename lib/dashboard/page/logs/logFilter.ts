import { fromEvent, merge, type Observable } from 'rxjs';
import type { LogEntry } from '../../model/board';
import { part } from '../parts/part';

/** Which lines of a log are wanted: those of a modem, those with a text. */
export interface LogFilter {
  readonly isWanted: (entry: LogEntry) => boolean;
  readonly changed: Observable<unknown>;
  /** Lets people choose among the modems that are there. */
  readonly offer: (names: Readonly<Record<string, string>>) => void;
}

/** Makes the filter of a log of its fields. */
export const logFilter = (root: HTMLElement): LogFilter => {
  const modem = part<HTMLSelectElement>(root, 'modem');
  const text = part<HTMLInputElement>(root, 'text');
  let offered = '';
  return {
    isWanted: (entry) => {
      const needle = text.value.trim().toLowerCase();
      const isModem = modem.value === '' || modem.value === entry.modem;
      return isModem && (needle === '' || `${entry.text}\n${entry.tells}`.toLowerCase().includes(needle));
    },
    changed: merge(fromEvent(modem, 'change'), fromEvent(text, 'input')),
    offer: (names) => {
      const wanted = JSON.stringify(names);
      if (offered === wanted) return;
      offered = wanted;
      const chosen = modem.value;
      modem.length = 1;
      for (const [id, name] of Object.entries(names)) modem.add(new Option(name, id, false, id === chosen));
    },
  };
};
