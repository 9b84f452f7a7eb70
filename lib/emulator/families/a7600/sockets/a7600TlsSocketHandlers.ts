import { defaultIfEmpty, map, type Observable } from 'rxjs';
import * as tls from '../../../../families/a7600/sockets/a7600TlsSocketCommands';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { isAttached } from '../../../core/state';
import { answerLine, payload, prompt, spokenLine, type Utterance } from '../../../core/utterance';
import type { SocketFailureKind } from '../../../origins/socketOrigin';
import type { Link } from '../../../sockets/link';
import { type LinkReports, runTcp } from '../../standard/sockets/runLink';
import { sendOver, takeBytes } from '../../standard/sockets/sendOver';
import { tlsOf } from '../tlsOf';

/** TLS sockets: A76XX AT manual V1.09 pages 431–447. */

const DONE = 0;
const STATE = 11;
const NO_NETWORK = 17;
/** The most bytes of one part (example on page 441). */
const PART_BYTES = 1_024;
const MAX_READ = 2_048;
const OPEN_MS = 120_000;

const CODES: Readonly<Record<SocketFailureKind, number>> = {
  dns: 13,
  refused: 14,
  network: 9,
  timeout: 5,
  tls: 15,
  reset: 14,
};

const isManual = ({ state }: HandlerContext): boolean => state.settings.get('CCHSET manual') === '1';

const parts = (session: number, bytes: Uint8Array): readonly Utterance[] =>
  Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, at) =>
    bytes.subarray(at * PART_BYTES, (at + 1) * PART_BYTES),
  ).flatMap((part) => [
    answerLine(tls.tlsSocketRead, { session, isData: true, number: part.length }, 'header'),
    payload(part),
  ]);

const arrived = (modem: HandlerContext, link: Link, bytes: Uint8Array): void => {
  const { number: session } = link;
  if (isManual(modem)) {
    if (link.keep(bytes)) modem.urc(tls.tlsSocketDataArrived, { session });
    return;
  }
  for (const utterance of parts(session, bytes)) modem.say(utterance);
};

const reportsOf = (modem: HandlerContext): LinkReports => {
  const { secure } = modem.state.sockets;
  return {
    opened: ({ number: session }) => modem.urc(tls.tlsSocketOpened, { session, code: DONE }, 'result'),
    failed: ({ number: session }, kind) => {
      secure.links.delete(session);
      secure.contexts.delete(session);
      modem.urc(tls.tlsSocketOpened, { session, code: CODES[kind] }, 'result');
    },
    arrived: (link, bytes) => arrived(modem, link, bytes),
    ended: ({ number: session }) => modem.urc(tls.tlsSocketPeerClosed, { session }),
  };
};

const start = (modem: HandlerContext): Reply => {
  const { state } = modem;
  const { secure } = state.sockets;
  if (secure.isOpen) return refused();
  secure.isOpen = isAttached(state);
  const code = secure.isOpen ? DONE : NO_NETWORK;
  return { ...ok(), later: () => modem.urc(tls.tlsSocketStarted, { code }, 'result') };
};

const stop = (modem: HandlerContext): Reply => {
  const { secure } = modem.state.sockets;
  if (!secure.isOpen) return refused();
  for (const link of secure.links.values()) link.running?.unsubscribe();
  secure.links.clear();
  secure.isOpen = false;
  return { ...ok(), later: () => modem.urc(tls.tlsSocketStopped, { code: DONE }, 'result') };
};

const open = (
  modem: HandlerContext,
  { session, host, port, client = 'tls' }: Parameters<typeof tls.tlsSocketOpen>[0],
): Reply => {
  const { state, sockets } = modem;
  const { secure } = state.sockets;
  if (!secure.isOpen || (secure.links.get(session)?.state ?? 'ended') !== 'ended')
    return { ...ok(), later: () => modem.urc(tls.tlsSocketOpened, { session, code: STATE }, 'result') };
  const context = secure.contexts.get(session) ?? session;
  const target = { host, port, ...(client === 'tls' ? { tls: tlsOf(modem, context) } : {}) };
  const connect = (): void => {
    const begun = { number: session, protocol: 'TCP', host, port } as const;
    const kept = { links: secure.links, limitMs: OPEN_MS, reports: reportsOf(modem) };
    runTcp(modem, begun, sockets.connect(target), kept);
  };
  return { ...ok(), later: connect };
};

const send = (modem: HandlerContext, session: number, size: number): Reply | Observable<Reply> => {
  const link = modem.state.sockets.secure.links.get(session);
  if (link?.state !== 'connected') return refused();
  modem.say(prompt);
  return takeBytes(modem, size, false).pipe(
    map((bytes): Reply => {
      const outcome = sendOver(modem, link, bytes);
      if (modem.state.settings.get('CCHSET reports') !== '1') return ok();
      const report = (how: 'acknowledged' | 'lost'): void =>
        modem.urc(tls.tlsSocketSent, { session, code: how === 'lost' ? CODES.network : DONE }, 'result');
      return { ...ok(), later: () => modem.inBackground(outcome, report) };
    }),
    defaultIfEmpty(refused()),
  );
};

/** OK first, then counted parts, then the code. */
const read = (modem: HandlerContext, session: number, size: number): Reply => {
  const link = modem.state.sockets.secure.links.get(session);
  if (!link || !isManual(modem)) return refused();
  const bytes = link.read(size === 0 ? MAX_READ : size);
  return {
    ...ok(),
    stream: [
      ...parts(session, bytes),
      answerLine(tls.tlsSocketRead, { session, isData: false, number: DONE }, 'last'),
    ],
    later: () => link.resume(),
  };
};

const close = (modem: HandlerContext, session: number): Reply => {
  const { secure } = modem.state.sockets;
  const link = secure.links.get(session);
  if (!link) return refused();
  link.running?.unsubscribe();
  secure.links.delete(session);
  secure.contexts.delete(session);
  return { ...ok(), later: () => modem.urc(tls.tlsSocketClosed, { session, code: DONE }, 'result') };
};

/** A line for each of the two sessions (pages 434–437). */
const perSession = (
  modem: HandlerContext,
  name: string,
  shown: (modem: HandlerContext, session: number) => string,
): readonly Utterance[] =>
  [0, 1].map((session) => spokenLine(`${name}: ${session},${shown(modem, session)}`, 'info'));

const contextOf = ({ state }: HandlerContext, session: number): string =>
  String(state.sockets.secure.contexts.get(session) ?? '');

const TLS_CLIENT = 2;

const peerOf = ({ state }: HandlerContext, session: number): string => {
  const link = state.sockets.secure.links.get(session);
  return link ? `"${link.remote.address}",${link.remote.port},${TLS_CLIENT},` : '"",,,';
};

export const a7600TlsSocketHandlers: readonly Handler[] = [
  handle(tls.tlsSocketSettings, ({ reportsSend, manual = false }, { state }) => {
    if (state.sockets.secure.isOpen) return refused();
    state.settings.set('CCHSET reports', reportsSend ? '1' : '0');
    state.settings.set('CCHSET manual', manual ? '1' : '0');
    return ok();
  }),
  handle(emulatedForm('+CCHSET?'), (_, modem) => {
    const values = ['reports', 'manual'].map((name) => modem.state.settings.get(`CCHSET ${name}`) ?? '0');
    return ok(spokenLine(`+CCHSET: ${values.join(',')}`, 'info'));
  }),
  handle(emulatedForm('+CCHSSLCFG?'), (_, modem) => ok(...perSession(modem, '+CCHSSLCFG', contextOf))),
  handle(tls.tlsSocketPeers, (_, modem) => ok(...perSession(modem, '+CCHOPEN', peerOf))),
  handle(tls.tlsSocketStart, (_, modem) => start(modem)),
  handle(tls.tlsSocketStop, (_, modem) => stop(modem)),
  handle(tls.tlsSocketContext, ({ session, context }, { state: { sockets } }) => {
    if (!sockets.secure.isOpen) return refused();
    sockets.secure.contexts.set(session, context);
    return ok();
  }),
  handle(tls.tlsSocketOpen, (args, modem) => open(modem, args)),
  handle(tls.tlsSocketSend, ({ session, size }, modem) => send(modem, session, size)),
  handle(tls.tlsSocketUnread, (_, modem) => {
    const { sockets } = modem.state;
    if (!sockets.secure.isOpen || !isManual(modem)) return refused();
    const unread = (session: number): number => sockets.secure.links.get(session)?.unread ?? 0;
    return ok(answerLine(tls.tlsSocketUnread, { first: unread(0), second: unread(1) }));
  }),
  handle(tls.tlsSocketRead, ({ session, size = MAX_READ }, modem) => read(modem, session, size)),
  handle(tls.tlsSocketClose, ({ session }, modem) => close(modem, session)),
];
