import { fromEvent } from 'rxjs';
import type { Board, Log } from '../../model/board';
import { emptyBoard } from '../../model/emptyBoard';
import { logFilter } from './logFilter';
import { logLines } from './logLines';
import { namesOf } from '../parts/namesOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';

/** What a log is called, and what it says while it is empty. */
export interface LogWords {
  readonly title: string;
  readonly nothing: (board: Board) => string;
}

/** Shows a log as it is now. */
export type LogPanel = (log: Log, board: Board) => void;

const furnish = (root: HTMLElement, title: string): void => {
  const template = document.querySelector<HTMLTemplateElement>('#log-template');
  if (template) root.append(template.content.cloneNode(true));
  const heading = part(root, 'title');
  heading.id = `${root.id}-title`;
  heading.textContent = title;
  part(root, 'scroller').setAttribute('aria-label', `${title}, lines`);
  part(root, 'modem').setAttribute('aria-label', `${title}: modem`);
  part(root, 'text').setAttribute('aria-label', `${title}: text to look for`);
};

/** Shows the counts: on the button those that came while the log was paused. */
const counts = (root: HTMLElement) => (log: Log, stopped: Log | undefined, nothing: string) => {
  const missed = stopped ? log.count - stopped.count : 0;
  const label = missed > 0 ? `Go on (${missed} new)` : 'Go on';
  setText(part(root, 'pause'), stopped ? label : 'Pause');
  setText(part(root, 'count'), log.count > 0 ? `${log.count.toLocaleString('en')} so far` : '');
  const emptiness = part(root, 'nothing');
  emptiness.hidden = part(root, 'lines').childElementCount > 0;
  setText(emptiness, log.count > 0 ? 'No line fits the filter.' : nothing);
};

/**
 * Makes a log that filters by modem and text and can be paused. It follows its newest line by style alone
 * (`flex-direction: column-reverse`), unless somebody has scrolled up.
 */
export const logPanel = (root: HTMLElement, { title, nothing }: LogWords): LogPanel => {
  furnish(root, title);
  let log: Log = { count: 0, entries: [] };
  let stopped: Log | undefined;
  let board: Board = emptyBoard;
  let names: Readonly<Record<string, string>> = {};
  const pause = part(root, 'pause');
  const filter = logFilter(root);
  const lines = logLines(part(root, 'lines'), {
    isWanted: filter.isWanted,
    nameOf: (modem) => (Object.hasOwn(names, modem) ? names[modem] : undefined) ?? modem,
  });
  const showCounts = counts(root);
  const tellCounts = (): void => showCounts(log, stopped, nothing(board));
  filter.changed.subscribe(() => {
    lines.redraw(stopped ?? log);
    tellCounts();
  });
  fromEvent(pause, 'click').subscribe(() => {
    stopped = stopped ? undefined : log;
    pause.setAttribute('aria-pressed', String(stopped !== undefined));
    lines.draw(stopped ?? log);
    tellCounts();
  });
  return (now, shown) => {
    board = shown;
    names = namesOf(board);
    filter.offer(names);
    if (now === log) return;
    log = now;
    if (!stopped) lines.draw(log);
    tellCounts();
  };
};
