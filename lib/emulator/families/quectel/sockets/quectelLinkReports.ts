import * as socket from '../../../../families/quectel/sockets/quectelSocketCommands';
import type { HandlerContext } from '../../../core/handler';
import { payload, spokenLine } from '../../../core/utterance';
import type { SocketAddress, SocketFailureKind } from '../../../origins/socketOrigin';
import type { Link } from '../../../sockets/link';
import type { LinkReports } from '../../standard/sockets/runLink';
import { quectelService } from '../quectelService';

/** Codes of sockets: BG96 TCP/IP manual V1.0 pages 41–42. */
export const QUECTEL_SOCKET_CODES = {
  done: 0,
  bind: 556,
  notActive: 561,
  inUse: 563,
  dns: 565,
  connect: 566,
  noReply: 569,
  notAllowed: 572,
} as const;

export const FAILURES: Readonly<Record<SocketFailureKind, number>> = {
  dns: QUECTEL_SOCKET_CODES.dns,
  refused: QUECTEL_SOCKET_CODES.connect,
  network: QUECTEL_SOCKET_CODES.connect,
  timeout: QUECTEL_SOCKET_CODES.noReply,
  tls: QUECTEL_SOCKET_CODES.connect,
  reset: QUECTEL_SOCKET_CODES.connect,
};

/** The modes in which a link gives what it receives. */
export const MODES = { buffer: 0, push: 1, transparent: 2 } as const;

/** Whether a PDP context is active. */
export const isActive = ({ state }: HandlerContext, context: number): boolean =>
  state.contexts.get(context)?.active === true;

/** How a Quectel modem reports what happens to a connection. */
export const linkReports = (modem: HandlerContext, mode: number): LinkReports => ({
  opened: ({ number: link }) =>
    modem.urc(socket.quectelOpened, { link, code: QUECTEL_SOCKET_CODES.done }, 'result'),
  failed: ({ number: link }, kind) => {
    const code = FAILURES[kind];
    quectelService(modem).lastError = code;
    modem.urc(socket.quectelOpened, { link, code }, 'result');
  },
  arrived: (link, bytes, from) => {
    if (mode === MODES.push) return pushed(modem, link, bytes, from);
    // Not again until the host has read all.
    if (link.keep(bytes, from)) modem.urc(socket.quectelDataArrived, { link: link.number });
  },
  ended: ({ number: link }) => modem.urc(socket.quectelPeerClosed, { link }),
});

const pushed = (
  modem: HandlerContext,
  link: Link,
  bytes: Uint8Array,
  { address, port }: SocketAddress,
): void => {
  const sender = link.protocol === 'UDP SERVER' ? `,"${address}",${port}` : '';
  link.receivedBytes += bytes.length;
  modem.say(spokenLine(`+QIURC: "recv",${link.number},${bytes.length}${sender}`, 'header'));
  modem.say(payload(bytes));
};
