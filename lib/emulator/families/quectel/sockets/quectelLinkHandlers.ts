import { catchError, EMPTY, type Observable } from 'rxjs';
import * as socket from '../../../../families/quectel/sockets/quectelSocketCommands';
import { integerBetween } from '../../../../grammar/codecs/integer';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { answerLine, type Utterance } from '../../../core/utterance';
import type { SocketClient } from '../../../origins/socketOrigin';
import { type LinkReports, runTcp, runUdp } from '../../standard/sockets/runLink';
import { openTransparent } from '../../standard/sockets/transparentLink';
import { quectelService } from '../quectelService';
import { FAILURES, isActive, linkReports, MODES, QUECTEL_SOCKET_CODES } from './quectelLinkReports';

/** Opening and closing connections, clients of listening ports: BG96 TCP/IP manual V1.0 pages 14–22. */

const OPEN_MS = 150_000;
const CONTEXT = integerBetween(1, 16);
const LINKS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

type Args = Parameters<typeof socket.quectelOpen>[0];

/** Why nothing can be opened under this number. */
const obstacle = (modem: HandlerContext, { context, link }: Args): number | undefined => {
  const { links, servers } = modem.state.sockets;
  if (!isActive(modem, context)) return QUECTEL_SOCKET_CODES.notActive;
  return links.has(link) || servers.has(link) ? QUECTEL_SOCKET_CODES.inUse : undefined;
};

/** OK first; whether it is open comes later. */
const open = (modem: HandlerContext, args: Args): Reply | Observable<Reply> => {
  const { link: number, mode = MODES.buffer } = args;
  const code = obstacle(modem, args);
  if (mode === MODES.transparent) return code === undefined ? openData(modem, args) : refused();
  if (code === undefined) return { ...ok(), later: () => begin(modem, args) };
  quectelService(modem).lastError = code;
  return { ...ok(), later: () => modem.urc(socket.quectelOpened, { link: number, code }, 'result') };
};

/** `CONNECT` or `ERROR`, and no `OK`. One at a time, by this side, and not on a channel of the multiplexer here. */
const openData = (modem: HandlerContext, { link: number, protocol, host, port }: Args) => {
  const { state, sockets, channel } = modem;
  if (protocol !== 'TCP' || state.dataCall || channel !== undefined) return refused();
  const { links } = state.sockets;
  return openTransparent(modem, {
    run: (reports) => {
      state.sockets.isOpen = true;
      const start = { number, protocol, host, port } as const;
      runTcp(modem, start, sockets.connect({ host, port }), { links, limitMs: OPEN_MS, reports });
    },
    failed: (_, kind) => {
      quectelService(modem).lastError = FAILURES[kind];
      return refused();
    },
    ended: linkReports(modem, MODES.transparent).ended,
  });
};

const begin = (modem: HandlerContext, args: Args): void => {
  const { link: number, protocol, host, port, localPort = 0, mode = MODES.buffer } = args;
  const { sockets } = modem.state;
  const { links } = sockets;
  const reports = linkReports(modem, mode);
  sockets.isOpen = true;
  if (protocol === 'TCP LISTENER') return serve(modem, number, localPort);
  if (protocol === 'UDP')
    return runUdp(modem, { number, protocol, host, port }, localPort, { links, reports });
  // Whom it sends to is named with each QISEND.
  if (protocol === 'UDP SERVICE')
    return runUdp(modem, { number, protocol: 'UDP SERVER', host, port }, localPort, { links, reports });
  const start = { number, protocol: 'TCP', host, port } as const;
  return runTcp(modem, start, modem.sockets.connect({ host, port }), { links, limitMs: OPEN_MS, reports });
};

const serve = (modem: HandlerContext, server: number, port: number): void => {
  const { servers } = modem.state.sockets;
  const clients = modem.sockets.listen(port).pipe(catchError(() => EMPTY));
  const listening = modem.inBackground(clients, (client) => welcome(modem, server, client));
  servers.set(server, { port, listening });
  modem.urc(socket.quectelOpened, { link: server, code: QUECTEL_SOCKET_CODES.done }, 'result');
};

const welcome = (modem: HandlerContext, server: number, client: SocketClient): void => {
  const { links, servers } = modem.state.sockets;
  const number = LINKS.find((one) => !links.has(one) && !servers.has(one));
  if (number === undefined) {
    modem.urc(socket.quectelNoRoom, {});
    return client.reject();
  }
  const { address: host, port } = client.remote;
  const reports: LinkReports = {
    ...linkReports(modem, MODES.buffer),
    opened: () => modem.urc(socket.quectelClientArrived, { link: number, server, address: host, port }),
  };
  const start = { number, protocol: 'TCP', host, port, server } as const;
  return runTcp(modem, start, client.accepted, { links, limitMs: OPEN_MS, reports });
};

/** Both an open connection and one that has ended; otherwise its number stays in use. */
const close = (modem: HandlerContext, number: number): Reply => {
  const { links, servers } = modem.state.sockets;
  links.get(number)?.running?.unsubscribe();
  servers.get(number)?.listening.unsubscribe();
  const wasThere = [links.delete(number), servers.delete(number)].includes(true);
  return wasThere ? ok() : refused();
};

const STATES = { connecting: 1, connected: 2, ended: 4 } as const;
const NO_SERVER = 0;

const LISTENING = 3;

/** What is under a number: a connection, a listening port, or nothing. */
const stateOf = (modem: HandlerContext, number: number): readonly Utterance[] => {
  const { links, servers } = modem.state.sockets;
  const shared = { link: number, context: 1, mode: MODES.buffer, at: 'uart1' };
  const listening = servers.get(number);
  if (listening) {
    const at = { protocol: 'TCP LISTENER', address: '127.0.0.1', port: 0, localPort: listening.port };
    return [answerLine(socket.quectelLinkState, { ...shared, ...at, state: LISTENING, server: number })];
  }
  const link = links.get(number);
  if (!link) return [];
  const { protocol, remote, state, server = NO_SERVER } = link;
  const shown = protocol === 'UDP SERVER' ? 'UDP SERVICE' : protocol;
  const at = { protocol: shown, address: remote.address, port: remote.port, localPort: 0 };
  return [answerLine(socket.quectelLinkState, { ...shared, ...at, state: STATES[state], server })];
};

const allStates = (modem: HandlerContext): Reply => ok(...LINKS.flatMap((number) => stateOf(modem, number)));

export const quectelLinkHandlers: readonly Handler[] = [
  handle(socket.quectelOpen, (args, modem) => open(modem, args)),
  handle(socket.quectelClose, ({ link }, modem) => close(modem, link)),
  handle(socket.quectelLinkState, ({ link }, modem) => ok(...stateOf(modem, link))),
  // Of a context, or all (page 20).
  handle(
    emulatedForm('+QISTATE=', { query: integerBetween(0, 0), context: CONTEXT }),
    ({ context }, modem) => (context === 1 ? allStates(modem) : ok()),
  ),
  handle(emulatedForm('+QISTATE?'), (_, modem) => allStates(modem)),
  handle(emulatedForm('+QISTATE'), (_, modem) => allStates(modem)),
];
