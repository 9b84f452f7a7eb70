import { fromEvent, merge } from 'rxjs';
import type { Board, Log } from '../../model/board';
import { emptyBoard } from '../../model/emptyBoard';
import { namesOf } from '../parts/namesOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { exportLog } from './exportLog';
import { type FoldedLine, foldLog } from './foldLog';
import { logFilter } from './logFilter';
import { logLines } from './logLines';

/** What a log is called, and what it says while it is empty. */
export interface LogWords {
  readonly title: string;
  readonly nothing: (board: Board) => string;
}

/** Shows a log as it is now. */
export type LogPanel = (log: Log, board: Board) => void;

/**
 * Makes a log that folds what repeats, filters by modem, kind and text, can be paused, and is saved to a file. It follows its
 * newest line by style alone (`flex-direction: column-reverse`), unless somebody has scrolled up.
 */
export const logPanel = (root: HTMLElement, { title, nothing }: LogWords): LogPanel => {
  furnish(root, title);
  let log: Log = emptyBoard.urcs;
  let stopped: Log | undefined;
  let board: Board = emptyBoard;
  let names: Readonly<Record<string, string>> = {};
  const nameOf = (modem: string): string => (Object.hasOwn(names, modem) ? names[modem] : undefined) ?? modem;
  const pause = part(root, 'pause');
  const fold = part(root, 'fold');
  const filter = logFilter(root);
  const draw = logLines(part(root, 'lines'), nameOf);
  const wanted = (): readonly FoldedLine[] => {
    const entries = (stopped ?? log).entries.filter(filter.isWanted);
    return isPressed(fold) ? foldLog(entries) : entries.map((entry) => ({ entry, times: 1 }));
  };
  const show = (): void => {
    // A log that is hidden costs nothing.
    if (root.dataset.isShown !== 'false') draw(wanted());
    showCounts(root, { log, stopped, nothing: nothing(board) });
  };
  fromEvent(pause, 'click').subscribe(() => {
    stopped = stopped ? undefined : log;
    pause.setAttribute('aria-pressed', String(stopped !== undefined));
    show();
  });
  fromEvent(fold, 'click').subscribe(() => fold.setAttribute('aria-pressed', String(!isPressed(fold))));
  fromEvent(part(root, 'export'), 'click').subscribe(() => exportLog(title, wanted(), nameOf));
  merge(filter.changed, fromEvent(fold, 'click'), fromEvent(root, 'shown')).subscribe(show);
  return (now, seen) => {
    board = seen;
    names = namesOf(board);
    filter.offer(names, now.entries);
    if (now === log) return;
    log = now;
    show();
  };
};

const isPressed = (button: HTMLElement): boolean => button.getAttribute('aria-pressed') === 'true';

const furnish = (root: HTMLElement, title: string): void => {
  const template = document.querySelector<HTMLTemplateElement>('#log-template');
  if (template) root.append(template.content.cloneNode(true));
  const heading = part(root, 'title');
  heading.id = `${root.id}-title`;
  heading.textContent = title;
  part(root, 'scroller').setAttribute('aria-label', `${title}, lines`);
  part(root, 'modem').setAttribute('aria-label', `${title}: modem`);
  part(root, 'kind').setAttribute('aria-label', `${title}: kind`);
  part(root, 'text').setAttribute('aria-label', `${title}: text to look for`);
  for (const name of ['fold', 'export'])
    part(root, name).setAttribute('aria-label', `${title}: ${part(root, name).textContent.toLowerCase()}`);
};

interface Counted {
  readonly log: Log;
  readonly stopped: Log | undefined;
  readonly nothing: string;
}

/** Shows the counts: on the button those that came while the log was paused. */
const showCounts = (root: HTMLElement, { log, stopped, nothing }: Counted): void => {
  const missed = stopped ? log.count - stopped.count : 0;
  const label = missed > 0 ? `Go on (${missed} new)` : 'Go on';
  setText(part(root, 'pause'), stopped ? label : 'Pause');
  setText(part(root, 'count'), log.count > 0 ? `${log.count.toLocaleString('en')} so far` : '');
  const emptiness = part(root, 'nothing');
  emptiness.hidden = part(root, 'lines').childElementCount > 0;
  setText(emptiness, log.count > 0 ? 'No line fits the filter.' : nothing);
};
