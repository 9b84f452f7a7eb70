import { match } from 'ts-pattern';
import type { Board, Log, LogEntry, ModemFace, Transfer } from './board';
import { newFace } from './newFace';
import type { News } from './news';
import { withSignal } from './signalHistory';

/** How many lines of a log are kept. */
const MAX_ENTRIES = 1_000;
/** How many transfers, messages and acts of a modem are kept. */
const MAX_TRANSFERS = 6;
const MAX_MESSAGES = 30;
const MAX_ACTS = 5;
/** How exactly it is known when a modem last said something. */
const SEEN_EVERY_MS = 1_000;

/**
 * What the board looks like after some news: one pure step. The server takes it for the board that it keeps, the page for the one
 * that it shows.
 *
 *     news     --u--u--t--      u: a URC   t: progress of a transfer
 *     boards   --b--b--b--
 */
export const nextBoard = (board: Board, news: News): Board =>
  match<News, Board>(news)
    .with({ kind: 'urc' }, (entry) => seen({ ...board, urcs: logged(board.urcs, entry) }, entry))
    .with({ kind: 'trace' }, (entry) => seen({ ...board, trace: logged(board.trace, entry) }, entry))
    .with({ kind: 'state' }, (state) => withModem(board, state.modem, (face) => known(face, state)))
    .with({ kind: 'about' }, ({ modem, about }) => withModem(board, modem, (face) => ({ ...face, ...about })))
    .with({ kind: 'transfer' }, ({ transfer }) =>
      withModem(board, transfer.modem, (face) => transferred(face, transfer)),
    )
    .with({ kind: 'message' }, ({ modem, message }) =>
      withModem(board, modem, (face) => ({
        ...face,
        messages: listed(face.messages, message, MAX_MESSAGES),
      })),
    )
    .with({ kind: 'ussd' }, ({ modem, ussd }) => withModem(board, modem, (face) => ({ ...face, ussd })))
    .with({ kind: 'act' }, ({ modem, act }) =>
      withModem(board, modem, (face) => ({ ...face, acts: listed(face.acts, act, MAX_ACTS) })),
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

const logged = ({ count, entries }: Log, { at, modem, sign, text, tells }: Omit<LogEntry, 'n'>): Log => ({
  count: count + 1,
  entries: [...entries.slice(1 - MAX_ENTRIES), { n: count + 1, at, modem, sign, text, tells }],
});

/** A line that the modem wrote says when it was last seen. */
const seen = (board: Board, { modem, sign, at }: Omit<LogEntry, 'n'>): Board => {
  if (sign !== '<' && sign !== '!') return board;
  const face = board.modems.find(({ id }) => id === modem);
  if (!face || at - (face.lastSeenAt ?? -Infinity) < SEEN_EVERY_MS) return board;
  return withModem(board, modem, (now) => ({ ...now, lastSeenAt: at }));
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

const transferred = (face: ModemFace, transfer: Transfer): ModemFace => {
  const before = face.transfers.find(({ id }) => id === transfer.id)?.loaded ?? 0;
  return {
    ...face,
    received: face.received + Math.max(0, transfer.loaded - before),
    transfers: listed(face.transfers, transfer, MAX_TRANSFERS),
  };
};

const connected = (
  { problem: _problem, isFit: _isFit, ...face }: ModemFace,
  { at, connection, title = face.title, problem, isFit }: News & { kind: 'connection' },
): ModemFace => ({
  ...face,
  title,
  connection,
  ...(problem === undefined ? {} : { problem }),
  ...(isFit === undefined ? {} : { isFit }),
  ...(connection === 'connected' ? {} : withSignal(face, at, null)),
});

const known = (face: ModemFace, { at, states, gone = [] }: News & { kind: 'state' }): ModemFace => {
  const kept = Object.entries(face.states).filter(([name]) => !gone.some((one) => one === name));
  const isNew = states.signal !== undefined || gone.includes('signal');
  return {
    ...face,
    states: { ...Object.fromEntries(kept), ...states },
    ...(isNew ? withSignal(face, at, states.signal?.dBm ?? null) : {}),
  };
};

const came = (modems: readonly ModemFace[], modem: (News & { kind: 'came' })['modem']): ModemFace[] =>
  modems.some(({ id }) => id === modem.id)
    ? modems.map((face) => (face.id === modem.id ? { ...face, ...modem } : face))
    : [...modems, newFace(modem)];
