import type { Board, BrokerFace, ModemFace } from '../model/board';
import type { DashboardModel } from '../model/dashboardModel';
import { announcer } from './announcer';
import { byId } from './parts/byId';
import { logPanel } from './logs/logPanel';
import { type ModemCard, modemCard } from './modem/modemCard';
import { part } from './parts/part';
import { setText } from './parts/setText';
import { showProblem } from './parts/showProblem';

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

const BROKER_WORDS: Readonly<Partial<Record<BrokerFace['connection'], string>>> = {
  connecting: 'Connecting to the broker',
  reconnecting: 'Broker lost, trying again',
};

const brokerProblem = ({ where, connection, problem }: BrokerFace): string | undefined => {
  if (connection === 'connected' || (connection === 'connecting' && problem === undefined)) return undefined;
  const why = problem === undefined ? '' : ` (${problem})`;
  return `The broker ${where} can not be reached${why}; it is tried again by itself. What is shown may be old.`;
};

/** Shows whether what is seen is live: the page's way to its server, and the server's to its broker. */
const showLink = ({ isLinked, broker }: Board, liveWords: string): void => {
  const link = byId('link');
  const away = broker && BROKER_WORDS[broker.connection];
  link.dataset.tone = isLinked && away === undefined ? 'good' : 'bad';
  setText(part(link, 'text'), isLinked ? (away ?? liveWords) : 'Server lost, trying again');
  showProblem(byId('broker-problem'), broker && brokerProblem(broker));
  document.body.dataset.linked = String(isLinked && away === undefined);
  document.body.dataset.broker = String(broker !== undefined);
};

const traceWords = ({ broker }: Board): string =>
  broker
    ? 'The conversation with a modem stays at its gateway: it does not go over the broker.'
    : 'Nothing was said yet.';

/** Makes the view: it changes what has changed and leaves the rest of the page alone. */
export const boardView = (tell: DashboardModel['tell'], liveWords: string): BoardView => {
  const cards: Cards = new Map();
  const announce = announcer(byId('announcer'));
  const drawUrcs = logPanel(byId('urcs'), {
    title: 'URCs',
    nothing: () => 'No modem has said anything on its own yet.',
  });
  const drawTrace = logPanel(byId('trace'), { title: 'Conversation', nothing: traceWords });
  return {
    show: (board) => {
      showLink(board, liveWords);
      showModems(cards, board.modems, tell);
      announce(board);
    },
    showLogs: (board) => {
      drawUrcs(board.urcs, board);
      drawTrace(board.trace, board);
    },
    tick: () => {
      for (const { card } of cards.values()) card.tick();
    },
    recolour: () => {
      for (const { card } of cards.values()) card.recolour();
    },
  };
};
