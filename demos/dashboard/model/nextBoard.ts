import { match } from 'ts-pattern';
import type { Board, Log, LogEntry, ModemFace, SignalPoint } from './board';
import type { News } from './news';

/** So many lines of a log are kept. */
const MAX_ENTRIES = 300;
/** So many transfers of a modem are kept. */
const MAX_TRANSFERS = 6;
/** So many messages of a modem are kept. */
const MAX_MESSAGES = 30;
/** So long the signal is remembered. */
const SIGNAL_MS = 300_000;

const logged = ({ count, entries }: Log, { at, modem, sign, text, tells }: Omit<LogEntry, 'n'>): Log => ({
  count: count + 1,
  entries: [...entries.slice(1 - MAX_ENTRIES), { n: count + 1, at, modem, sign, text, tells }],
});

/** One point older than the window stays: the plot's left edge. */
const plotted = (points: readonly SignalPoint[], at: number, dBm: number | null): SignalPoint[] => {
  const begins = points.findIndex(([when]) => when >= at - SIGNAL_MS);
  return [...points.slice(begins === -1 ? -1 : Math.max(0, begins - 1)), [at, dBm]];
};

/** A newer state takes the place of the older one; something new stands first. */
const listed = <T extends { readonly id: string }>(all: readonly T[], item: T, max: number): readonly T[] =>
  all.some(({ id }) => id === item.id)
    ? all.map((one) => (one.id === item.id ? item : one))
    : [item, ...all].slice(0, max);

const withModem = (board: Board, id: string, change: (face: ModemFace) => ModemFace): Board => ({
  ...board,
  modems: board.modems.map((face) => (face.id === id ? change(face) : face)),
});

const connected = (
  { problem: _, ...face }: ModemFace,
  { at, connection, title = face.title, problem }: News & { kind: 'connection' },
): ModemFace => ({
  ...face,
  title,
  connection,
  ...(problem === undefined ? {} : { problem }),
  signal: connection === 'connected' ? face.signal : plotted(face.signal, at, null),
});

const told = (face: ModemFace, { at, states, gone = [] }: News & { kind: 'state' }): ModemFace => {
  const kept = Object.entries(face.states).filter(([name]) => !gone.some((one) => one === name));
  const isNew = states.signal !== undefined || gone.includes('signal');
  return {
    ...face,
    states: { ...Object.fromEntries(kept), ...states },
    signal: isNew ? plotted(face.signal, at, states.signal?.dBm ?? null) : face.signal,
  };
};

const came = (modems: readonly ModemFace[], modem: (News & { kind: 'came' })['modem']): ModemFace[] =>
  modems.some(({ id }) => id === modem.id)
    ? modems.map((face) => (face.id === modem.id ? { ...face, ...modem } : face))
    : [
        ...modems,
        { ...modem, connection: 'connecting', states: {}, signal: [], transfers: [], messages: [] },
      ];

/**
 * What the board looks like after some news: one pure step, taken by the server, which keeps a board for whoever comes, and
 * by the page, which shows one.
 *
 *     news     --u--u--t--      u: a URC   t: a transfer's progress
 *     boards   --b--b--b--
 */
export const nextBoard = (board: Board, news: News): Board =>
  match<News, Board>(news)
    .with({ kind: 'urc' }, (entry) => ({ ...board, urcs: logged(board.urcs, entry) }))
    .with({ kind: 'trace' }, (entry) => ({ ...board, trace: logged(board.trace, entry) }))
    .with({ kind: 'state' }, (state) => withModem(board, state.modem, (face) => told(face, state)))
    .with({ kind: 'transfer' }, ({ transfer }) =>
      withModem(board, transfer.modem, (face) => ({
        ...face,
        transfers: listed(face.transfers, transfer, MAX_TRANSFERS),
      })),
    )
    .with({ kind: 'message' }, ({ modem, message }) =>
      withModem(board, modem, (face) => ({
        ...face,
        messages: listed(face.messages, message, MAX_MESSAGES),
      })),
    )
    .with({ kind: 'connection' }, (now) => withModem(board, now.modem, (face) => connected(face, now)))
    .with({ kind: 'came' }, ({ modem }) => ({ ...board, modems: came(board.modems, modem) }))
    .with({ kind: 'went' }, ({ modem }) => ({
      ...board,
      modems: board.modems.filter(({ id }) => id !== modem),
    }))
    .with({ kind: 'broker' }, ({ broker }) => ({ ...board, broker }))
    .with({ kind: 'link' }, ({ isLinked }) => ({ ...board, isLinked }))
    .with({ kind: 'board' }, ({ board: anew }) => anew)
    .exhaustive();
