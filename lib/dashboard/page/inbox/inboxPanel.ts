import { fromEvent, merge } from 'rxjs';
import type { Board, ModemFace } from '../../model/board';
import { emptyBoard } from '../../model/emptyBoard';
import { inboxOf, type InboxMessage, type InboxWish } from '../../model/inboxOf';
import { byId } from '../parts/byId';
import { choices } from '../parts/choices';
import { namesOf } from '../parts/namesOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { inboxLines, type Reply } from './inboxLines';

/** How many messages are drawn. */
const MAX_LINES = 100;
const EVERYTHING: InboxWish = { modem: '', way: '', text: '' };

/**
 * Makes the messages of all modems, the newest at the top, with a search. While it is hidden it draws nothing, and its tab counts
 * the received messages that were not looked at. `reply` answers one.
 */
export const inboxPanel = (root: HTMLElement, reply: Reply): ((board: Board) => void) => {
  let board: Board = emptyBoard;
  const looked = new Set<string>();
  const wish = wishOf(root);
  const draw = inboxLines(part(root, 'lines'), reply);
  const show = (): void => {
    const all = inboxOf(board, EVERYTHING);
    const isShown = root.dataset.isShown !== 'false';
    if (isShown) {
      for (const { key } of all) looked.add(key);
      const wanted = inboxOf(board, wish());
      draw(wanted.slice(0, MAX_LINES));
      showCounts(root, all.length, wanted.length);
    }
    showUnseen(all.filter(({ key, message }) => !message.isSent && !looked.has(key)));
  };
  merge(
    fromEvent(part(root, 'modem'), 'change'),
    fromEvent(part(root, 'way'), 'change'),
    fromEvent(part(root, 'text'), 'input'),
    fromEvent(root, 'shown'),
  ).subscribe(show);
  return (now) => {
    const isSame = haveSameMessages(board.modems, now.modems);
    board = now;
    choices(part<HTMLSelectElement>(root, 'modem'), Object.entries(namesOf(board)));
    if (!isSame) show();
  };
};

/** Most frames bring no message: they cost a comparison. */
const haveSameMessages = (before: readonly ModemFace[], now: readonly ModemFace[]): boolean =>
  before.length === now.length &&
  now.every(({ messages, name }, at) => messages === before[at]?.messages && name === before[at].name);

const wishOf = (root: HTMLElement) => (): InboxWish => ({
  modem: part<HTMLSelectElement>(root, 'modem').value,
  way: part<HTMLSelectElement>(root, 'way').value as InboxWish['way'],
  text: part<HTMLInputElement>(root, 'text').value,
});

const showCounts = (root: HTMLElement, all: number, wanted: number): void => {
  const words = wanted > MAX_LINES ? `the newest ${MAX_LINES} of ${wanted}` : `${wanted} of ${all}`;
  setText(part(root, 'count'), all > 0 ? words : '');
  const emptiness = part(root, 'nothing');
  emptiness.hidden = wanted > 0;
  setText(emptiness, all > 0 ? 'No message fits what you look for.' : 'No message yet.');
};

const showUnseen = ({ length }: readonly InboxMessage[]): void =>
  setText(byId('unseen'), length > 0 ? ` (${length} new)` : '');
