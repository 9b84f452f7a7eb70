import type { ShortMessage } from '../../model/board';
import { part } from './part';
import { setText } from './setText';
import { shown } from './shown';
import { showProblem } from './showProblem';

/** Shows a message in its row: who, when, what, and what became of it. */
export const showMessage = (row: HTMLElement, message: ShortMessage): void => {
  const { isSent, who, text, state, at, problem } = message;
  setText(part(row, 'who'), isSent ? `to ${who}` : who);
  setText(part(row, 'state'), state);
  setText(part(row, 'words'), text);
  setText(part(row, 'time'), Number.isFinite(at) ? shown.dateTime(at) : '');
  row.dataset['phase'] = state === 'delivered' ? 'done' : state;
  showProblem(part(row, 'problem'), problem);
};
