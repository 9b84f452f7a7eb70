import type { Board, BrokerFace } from '../model/board';
import type { DashboardModel } from '../model/dashboardModel';
import { announcer } from './announcer';
import type { Frame } from './frames';
import { modemList } from './fleet/modemList';
import { inboxPanel } from './inbox/inboxPanel';
import { dock } from './logs/dock';
import { logPanel } from './logs/logPanel';
import { byId } from './parts/byId';
import { part } from './parts/part';
import { setText } from './parts/setText';
import { showProblem } from './parts/showProblem';

/** The parts of the page, filled from a board. */
export interface BoardView {
  /** Modems, their transfers, the logs, the link; at a new tick plots and times go on. */
  readonly show: (frame: Frame) => void;
  readonly recolour: () => void;
}

/** Makes the view: it changes what has changed and leaves the rest of the page alone. */
export const boardView = (tell: DashboardModel['tell'], liveWords: string): BoardView => {
  const list = modemList(tell);
  const announce = announcer(byId('announcer'));
  dock();
  const drawUrcs = logPanel(byId('urcs'), {
    title: 'URCs',
    nothing: () => 'No modem has said anything on its own yet.',
  });
  const drawTrace = logPanel(byId('trace'), { title: 'Conversation', nothing: traceWords });
  const drawInbox = inboxPanel(byId('inbox'), list.write);
  let ticked = 0;
  return {
    show: ({ board, ticks }) => {
      showLink(board, liveWords);
      list.show(board);
      if (ticks > ticked) list.tick();
      ticked = ticks;
      announce(board);
      drawUrcs(board.urcs, board);
      drawTrace(board.trace, board);
      drawInbox(board);
    },
    recolour: list.recolour,
  };
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
