import type { ModemFace, UssdFace } from '../../model/board';
import type { DashboardModel } from '../../model/dashboardModel';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { showProblem } from '../parts/showProblem';
import { submits } from '../parts/submits';

/** Makes the box for USSD codes: what was sent, what the network answered, and a reply where it asks for one. */
export const ussdBox = (
  element: HTMLElement,
  modem: string,
  tell: DashboardModel['tell'],
): ((face: ModemFace) => void) => {
  const code = part<HTMLInputElement>(element, 'code');
  const problem = part(element, 'ussd-problem');
  code.id = `code-${modem}`;
  problem.id = `ussd-problem-${modem}`;
  code.setAttribute('aria-describedby', problem.id);
  part<HTMLLabelElement>(element, 'ussd-label').htmlFor = code.id;
  submits(part(element, 'ussd-form'), {
    order: () => tell({ kind: 'ussd', modem, code: code.value.trim() }),
    say: (words) => showProblem(problem, words),
    taken: () => (code.value = ''),
  });
  let seen: UssdFace | undefined;
  return ({ ussd }) => {
    if (ussd === seen || !ussd) return;
    seen = ussd;
    showSession(element, ussd);
  };
};

const showSession = (element: HTMLElement, { state, lines, problem }: UssdFace): void => {
  setText(part(element, 'ussd-label'), state === 'asks' ? 'Reply' : 'Code');
  setText(part(element, 'ussd-send'), state === 'asks' ? 'Reply' : 'Send code');
  const items = lines.map(({ isSent, text }) => lineOf(text, isSent ? 'sent' : 'came'));
  if (state === 'waiting') items.push(lineOf('Waiting for the network…', 'waits'));
  part(element, 'ussd-lines').replaceChildren(...items);
  showProblem(part(element, 'ussd-problem'), problem);
};

const lineOf = (text: string, kind: string): HTMLElement => {
  const item = document.createElement('li');
  item.dataset.kind = kind;
  item.textContent = text;
  return item;
};
