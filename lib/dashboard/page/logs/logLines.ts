import type { Log, LogEntry } from '../../model/board';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { shown } from '../parts/shown';

/** Which lines are drawn, and how a modem is called. */
export interface LogManner {
  readonly isWanted: (entry: LogEntry) => boolean;
  readonly nameOf: (modem: string) => string;
}

/** The lines of a log on the page. */
export interface LogLines {
  readonly draw: (log: Log) => void;
  /** All of them anew: the filter is another one. */
  readonly redraw: (log: Log) => void;
}

const lineOf = ({ n, at, modem, sign, text, tells }: LogEntry, nameOf: LogManner['nameOf']): HTMLElement => {
  const line = copyOf('line');
  line.dataset.n = String(n);
  line.dataset.sign = sign;
  part(line, 'time').textContent = shown.time(at);
  part(line, 'who').textContent = nameOf(modem);
  part(line, 'sign').textContent = sign === '!' ? '' : sign;
  part(line, 'text').textContent = text;
  part(line, 'tells').textContent = tells.replace(/^Tells (?:that )?|(?:, where|:) .*$|\.$/g, '');
  return line;
};

const numberOf = (line: Element | null): number => Number((line as HTMLElement | null)?.dataset.n);

/**
 * Draws a log's lines: new ones go below those that are there, and those that the log has dropped go. Another log (a server
 * that was started again) is known by its entries, and drawn anew. Nothing here reads the layout.
 */
export const logLines = (list: HTMLElement, { isWanted, nameOf }: LogManner): LogLines => {
  let last: LogEntry | undefined;
  const append = (entries: readonly LogEntry[]): void => {
    list.append(...entries.filter(isWanted).map((entry) => lineOf(entry, nameOf)));
    last = entries.at(-1) ?? last;
  };
  const redraw = ({ entries }: Log): void => {
    list.replaceChildren();
    append(entries);
  };
  return {
    redraw,
    draw: (log) => {
      const { entries } = log;
      const first = entries[0]?.n ?? 0;
      const known = last === undefined ? -1 : last.n - first;
      if (entries[known] !== last || last === undefined) return redraw(log);
      append(entries.slice(known + 1));
      while (numberOf(list.firstElementChild) < first) list.firstElementChild?.remove();
    },
  };
};
