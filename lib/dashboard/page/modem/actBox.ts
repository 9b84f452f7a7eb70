import type { Observable } from 'rxjs';
import { defer, EMPTY, from, mergeMap } from 'rxjs';
import type { ActFace, ModemFace } from '../../model/board';
import type { DashboardModel } from '../../model/dashboardModel';
import type { Order } from '../../model/order';
import { problemOf } from '../../model/problemOf';
import { confirmed } from '../parts/confirmed';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { showProblem } from '../parts/showProblem';
import { submits } from '../parts/submits';

type Act = Extract<Order, { readonly kind: 'act' }>;

/** Makes the box of actions: each asks back before it is done. It is hidden where the dashboard allows none. */
export const actBox = (
  element: HTMLElement,
  modem: string,
  tell: DashboardModel['tell'],
): ((face: ModemFace, mayAct: boolean) => void) => {
  let name = modem;
  const problem = part(element, 'act-problem');
  const say = (words: string | undefined): void => showProblem(problem, words);
  const act = (order: Act): Observable<never> => asked(order, name, tell);
  for (const action of ['restart', 'reregister'] as const) {
    part(element, action).addEventListener('click', () => {
      act({ kind: 'act', modem, action }).subscribe({
        error: (error: unknown) => say(problemOf(error)),
        complete: () => say(undefined),
      });
    });
  }
  const line = part<HTMLInputElement>(element, 'raw');
  line.id = `raw-${modem}`;
  part<HTMLLabelElement>(element, 'raw-label').htmlFor = line.id;
  submits(part(element, 'raw-form'), {
    order: () => act({ kind: 'act', modem, action: 'raw', line: line.value.trim() }),
    say,
  });
  let seen: readonly ActFace[] = [];
  return (face, mayAct) => {
    name = face.name;
    part(element, 'acts').hidden = !mayAct;
    if (face.acts === seen) return;
    seen = face.acts;
    part(element, 'act-list').replaceChildren(...seen.map(rowOf));
  };
};

const QUESTIONS: Readonly<Record<Act['action'], readonly [title: string, words: string, yes: string]>> = {
  restart: [
    'Restart',
    'Its transfers are interrupted, and settings that it does not store are lost.',
    'Restart',
  ],
  reregister: [
    'Register anew',
    'It leaves the network and comes back; its transfers are interrupted.',
    'Register',
  ],
  raw: ['Send to', 'The line goes to the modem unchanged.', 'Send'],
};

/** Gives the order when the person has confirmed it. */
const asked = (order: Act, name: string, tell: DashboardModel['tell']): Observable<never> => {
  const [title, words, yes] = QUESTIONS[order.action];
  const shownLine = order.line === undefined ? '' : `${order.line} — `;
  return defer(() =>
    from(confirmed({ title: `${title} ${name}?`, words: `${shownLine}${words}`, yes })),
  ).pipe(mergeMap((isYes) => (isYes ? tell(order) : EMPTY)));
};

const STATES: Readonly<Record<ActFace['state'], string>> = {
  running: 'running…',
  done: 'done',
  failed: 'failed',
};

const rowOf = ({ words, state, lines, problem }: ActFace): HTMLElement => {
  const row = copyOf('act');
  row.dataset.phase = state;
  setText(part(row, 'words'), words);
  setText(part(row, 'state'), STATES[state]);
  setText(part(row, 'lines'), lines.join('\n'));
  part(row, 'lines').hidden = lines.length === 0;
  showProblem(part(row, 'problem'), problem);
  return row;
};
