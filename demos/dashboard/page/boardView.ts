import type { Board, ModemFace } from '../model/board';
import type { DashboardModel } from '../model/dashboardModel';
import { announcer } from './announcer';
import { byId } from './byId';
import { logPanel } from './logPanel';
import { type ModemCard, modemCard } from './modemCard';
import { part } from './part';
import { setText } from './setText';

/** The page's own parts, filled from a board. */
export interface BoardView {
  /** Modems, their transfers, the link. */
  readonly show: (board: Board) => void;
  /** The logs apart: to paint hundreds of lines costs most, and nobody reads sixty states of them a second. */
  readonly showLogs: (board: Board) => void;
  /** The plots go on with time. */
  readonly tick: () => void;
  readonly recolour: () => void;
}

type Cards = Map<string, { readonly card: ModemCard; face: ModemFace }>;

const showModems = (cards: Cards, modems: readonly ModemFace[], tell: DashboardModel['tell']): void => {
  for (const face of modems) {
    const known = cards.get(face.id);
    if (known?.face === face) continue;
    const card = known?.card ?? modemCard(face, tell);
    if (!known) byId('modems').append(card.element);
    cards.set(face.id, { card, face });
    card.show(face);
  }
  for (const [id, { card }] of cards) {
    if (modems.some((face) => face.id === id)) continue;
    card.element.remove();
    cards.delete(id);
  }
  byId('no-modems').hidden = modems.length > 0;
};

const showLink = (isLinked: boolean, words: string): void => {
  const link = byId('link');
  link.dataset.tone = isLinked ? 'good' : 'bad';
  setText(part(link, 'text'), isLinked ? words : 'Server lost, trying again');
};

/** Makes the view: it changes what has changed and leaves the rest of the page alone. */
export const boardView = (tell: DashboardModel['tell'], liveWords: string): BoardView => {
  const cards: Cards = new Map();
  const announce = announcer(byId('announcer'));
  const drawUrcs = logPanel(byId('urcs'), {
    title: 'URCs',
    nothing: 'No modem has said anything on its own yet.',
  });
  const drawTrace = logPanel(byId('trace'), { title: 'Conversation', nothing: 'Nothing was said yet.' });
  return {
    show: (board) => {
      document.body.dataset.linked = String(board.isLinked);
      showLink(board.isLinked, liveWords);
      showModems(cards, board.modems, tell);
      announce(board);
    },
    showLogs: ({ urcs, trace, modems }) => {
      drawUrcs(urcs, modems);
      drawTrace(trace, modems);
    },
    tick: () => {
      for (const { card } of cards.values()) card.tick();
    },
    recolour: () => {
      for (const { card } of cards.values()) card.recolour();
    },
  };
};
