import * as tls from '../../../../families/quectel/sockets/quectelTlsSocketCommands';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { answerLine, payload, type Utterance } from '../../../core/utterance';
import { type LinkReports, runTcp } from '../../standard/sockets/runLink';
import { quectelService } from '../quectelService';
import { quectelTlsOf } from '../quectelTlsOf';
import { takenFor } from './quectelDataHandlers';
import { FAILURES, isActive, MODES, QUECTEL_SOCKET_CODES } from './quectelLinkReports';

/** TLS sockets: BG96 SSL manual V1.0 pages 15–20. */

const OPEN_MS = 150_000;

const reportsOf = (modem: HandlerContext): LinkReports => ({
  opened: ({ number: link }) =>
    modem.urc(tls.quectelTlsOpened, { link, code: QUECTEL_SOCKET_CODES.done }, 'result'),
  failed: ({ number: link }, kind) => {
    const code = FAILURES[kind];
    quectelService(modem).lastError = code;
    modem.urc(tls.quectelTlsOpened, { link, code }, 'result');
  },
  arrived: (link, bytes) => {
    if (link.keep(bytes)) modem.urc(tls.quectelTlsDataArrived, { link: link.number });
  },
  ended: ({ number: link }) => modem.urc(tls.quectelTlsPeerClosed, { link }),
});

const open = (modem: HandlerContext, args: Parameters<typeof tls.quectelTlsOpen>[0]): Reply => {
  const { context, tlsContext, link: number, host, port, mode = MODES.buffer } = args;
  const { sockets } = modem.state;
  const { links } = sockets.secure;
  if (mode !== MODES.buffer) return refused();
  const code = !isActive(modem, context)
    ? QUECTEL_SOCKET_CODES.notActive
    : links.has(number)
      ? QUECTEL_SOCKET_CODES.inUse
      : undefined;
  if (code !== undefined)
    return { ...ok(), later: () => modem.urc(tls.quectelTlsOpened, { link: number, code }, 'result') };
  const connect = (): void => {
    sockets.secure.isOpen = true;
    const start = { number, protocol: 'TCP', host, port } as const;
    const stream = modem.sockets.connect({ host, port, tls: quectelTlsOf(modem, tlsContext) });
    runTcp(modem, start, stream, { links, limitMs: OPEN_MS, reports: reportsOf(modem) });
  };
  return { ...ok(), later: connect };
};

const read = (modem: HandlerContext, number: number, size: number): Reply => {
  const link = modem.state.sockets.secure.links.get(number);
  if (!link) return refused();
  const bytes = link.read(size);
  const header = answerLine(tls.quectelTlsRead, { length: bytes.length }, 'header');
  return { ...ok(header, ...(bytes.length > 0 ? [payload(bytes)] : [])), later: () => link.resume() };
};

const close = (modem: HandlerContext, number: number): Reply => {
  const { links } = modem.state.sockets.secure;
  links.get(number)?.running?.unsubscribe();
  return links.delete(number) ? ok() : refused();
};

const STATES = { connecting: 1, connected: 2, ended: 4 } as const;

const stateOf = (modem: HandlerContext, number: number): readonly Utterance[] => {
  const link = modem.state.sockets.secure.links.get(number);
  if (!link) return [];
  const { remote, state } = link;
  return [
    answerLine(tls.quectelTlsState, {
      ...{ link: number, protocol: 'SSLClient', address: remote.address, port: remote.port, localPort: 0 },
      ...{ state: STATES[state], context: 1, server: number, mode: MODES.buffer, at: 'uart1', tlsContext: 1 },
    }),
  ];
};

export const quectelTlsSocketHandlers: readonly Handler[] = [
  handle(tls.quectelTlsOpen, (args, modem) => open(modem, args)),
  handle(tls.quectelTlsSend, ({ link, size }, modem) =>
    takenFor(modem, modem.state.sockets.secure.links.get(link), { size, echoes: false }),
  ),
  handle(tls.quectelTlsRead, ({ link, size }, modem) => read(modem, link, size)),
  handle(tls.quectelTlsClose, ({ link }, modem) => close(modem, link)),
  handle(tls.quectelTlsState, ({ link }, modem) => ok(...stateOf(modem, link))),
  handle(emulatedForm('+QSSLSTATE'), (_, modem) =>
    ok(...[...modem.state.sockets.secure.links.keys()].flatMap((number) => stateOf(modem, number))),
  ),
];
