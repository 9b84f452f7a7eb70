import type { InboxMessage } from '../../model/inboxOf';
import { placeInOrder } from '../fleet/placeInOrder';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { showMessage } from '../parts/showMessage';

/** Answers a message: through which modem, to which number. */
export type Reply = (modem: string, to: string) => void;

/** A sender that is a name in letters can't be answered. */
const NUMBER = /^\+?\d{1,20}$/;

/** Makes the lines of the inbox: a line that was drawn before stays, others come and go. */
export const inboxLines = (
  list: HTMLElement,
  reply: Reply,
): ((messages: readonly InboxMessage[]) => void) => {
  const lines = new Map<string, HTMLElement>();
  return (messages) => {
    const wanted = messages.map((one) => {
      const line = lines.get(one.key) ?? lineOf(one, reply);
      lines.set(one.key, line);
      setText(part(line, 'modem'), one.modem.name);
      showMessage(line, one.message);
      return line;
    });
    const kept = new Set(wanted);
    for (const [key, line] of lines) {
      if (kept.has(line)) continue;
      line.remove();
      lines.delete(key);
    }
    placeInOrder(list, wanted);
  };
};

const lineOf = ({ modem, message: { who, isSent } }: InboxMessage, reply: Reply): HTMLElement => {
  const line = copyOf('inbox');
  const button = part(line, 'reply');
  button.hidden = isSent || !NUMBER.test(who);
  button.setAttribute('aria-label', `Reply to ${who} through ${modem.name}`);
  button.addEventListener('click', () => reply(modem.id, who));
  return line;
};
