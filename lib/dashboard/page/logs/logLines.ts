import type { LogEntry } from '../../model/board';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { shown } from '../parts/shown';
import type { FoldedLine } from './foldLog';

/** How many lines are drawn. */
const MAX_LINES = 100;

/**
 * Makes the lines of a log on the page: a line that was drawn before stays, others come and go. Nothing here reads the layout.
 * `nameOf` says how a modem is called.
 */
export const logLines = (
  list: HTMLElement,
  nameOf: (modem: string) => string,
): ((lines: readonly FoldedLine[]) => void) => {
  let drawn = new Map<LogEntry, { readonly element: HTMLElement; times: number }>();
  return (lines) => {
    const next: typeof drawn = new Map();
    for (const { entry, times } of lines.slice(-MAX_LINES)) {
      const known = drawn.get(entry) ?? { element: lineOf(entry, nameOf), times: 1 };
      if (known.times !== times) {
        known.times = times;
        part(known.element, 'times').textContent = times > 1 ? `×${times}` : '';
      }
      next.set(entry, known);
    }
    for (const [entry, { element }] of drawn) if (!next.has(entry)) element.remove();
    drawn = next;
    place(
      list,
      [...next.values()].map(({ element }) => element),
    );
  };
};

/** Puts the lines in their order; those that are in it already are not touched. */
const place = (list: HTMLElement, wanted: readonly HTMLElement[]): void => {
  let at = list.firstElementChild;
  for (const element of wanted) {
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
};

const lineOf = (
  { at, modem, sign, text, tells }: LogEntry,
  nameOf: (modem: string) => string,
): HTMLElement => {
  const line = copyOf('line');
  line.dataset.sign = sign;
  part(line, 'time').textContent = shown.time(at);
  part(line, 'who').textContent = nameOf(modem);
  part(line, 'sign').textContent = sign === '!' ? '' : sign;
  part(line, 'text').textContent = text;
  part(line, 'tells').textContent = tells.replace(/^Tells (?:that )?|(?:, where|:) .*$|\.$/g, '');
  return line;
};
