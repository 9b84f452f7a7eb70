import type { Observable } from 'rxjs';
import { sms } from 'rxmodem';
import type { ModemFace } from '../../model/board';
import type { Order } from '../../model/order';
import { problemOf } from '../../model/problemOf';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { showMessage } from '../parts/showMessage';
import { showProblem } from '../parts/showProblem';
import { submits } from '../parts/submits';

type Tell = (order: Order) => Observable<never>;

/** Begins an answer to a number: it stands in the form, and the text is what is typed next. */
export const beginMessage = (element: HTMLElement, to: string): void => {
  part<HTMLInputElement>(element, 'to').value = to;
  const text = part<HTMLTextAreaElement>(element, 'sms');
  text.focus({ preventScroll: true });
  text.scrollIntoView({ block: 'center' });
};

/** Makes the messages of a modem: a form that sends one, and a list of what came and went. */
export const messageBox = (element: HTMLElement, modem: string, tell: Tell): ((face: ModemFace) => void) => {
  furnishForm(element, modem, tell);
  const list = part(element, 'messages');
  const rows = new Map<string, HTMLElement>();
  return ({ messages }) => {
    for (const message of messages.toReversed()) {
      const row = rows.get(message.id) ?? copyOf('message');
      if (!rows.has(message.id)) list.prepend(row);
      rows.set(message.id, row);
      showMessage(row, message);
    }
    for (const [id, row] of rows) {
      if (messages.some((message) => message.id === id)) continue;
      row.remove();
      rows.delete(id);
    }
    part(element, 'no-messages').hidden = messages.length > 0;
  };
};

/** How many messages a text takes, and why it takes more */
const fitOf = (text: string): string => {
  if (text === '') return '';
  try {
    const { parts, unitsLeft, forcedBy } = sms.fit(text);
    const why = forcedBy ? ` · “${forcedBy.letter}” is not in the short alphabet` : '';
    return `${parts} ${parts === 1 ? 'message' : 'messages'} · room for ${unitsLeft} more${why}`;
  } catch (error) {
    return problemOf(error);
  }
};

const furnishForm = (element: HTMLElement, modem: string, tell: Tell): void => {
  const to = part<HTMLInputElement>(element, 'to');
  const text = part<HTMLTextAreaElement>(element, 'sms');
  const problem = part(element, 'sms-problem');
  to.id = `to-${modem}`;
  text.id = `sms-${modem}`;
  problem.id = `sms-problem-${modem}`;
  part<HTMLLabelElement>(element, 'to-label').htmlFor = to.id;
  part<HTMLLabelElement>(element, 'sms-label').htmlFor = text.id;
  text.setAttribute('aria-describedby', problem.id);
  const fitted = (): void => setText(part(element, 'fit'), fitOf(text.value));
  text.addEventListener('input', fitted);
  submits(part(element, 'sms-form'), {
    order: () => tell({ kind: 'sms', modem, to: to.value.trim(), text: text.value }),
    say: (words) => showProblem(problem, words),
    taken: () => {
      text.value = '';
      fitted();
    },
  });
};
