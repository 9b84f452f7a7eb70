import { map } from 'rxjs';
import type { LinkDialect } from '../../../dialects/socketsDialect';
import { optionally } from '../../../dialects/steps/optionally';
import { unreadWindow } from '../../../dialects/steps/unreadWindow';
import { QUECTEL_CONTEXT } from '../network/quectelBearer';
import { quectelLink, quectelStack } from './quectelLink';
import {
  quectelClose,
  quectelDataArrived,
  quectelLinkState,
  quectelOpen,
  quectelOpened,
  quectelPeerClosed,
  quectelRead,
  quectelSend,
  quectelSent,
  quectelUnread,
} from './quectelSocketCommands';

/** The number of links for connections; the one behind them is that of the listening port. */
const LINKS = 11;
export const QUECTEL_LISTENER = LINKS;

/** How long the modem waits for the peer's part of a close, in seconds; then it resets the connection. */
const CLOSE_SECONDS = 5;
/** Local ports of UDP sockets: one for each link. */
const FIRST_UDP_PORT = 40_000;

/**
 * The connections of a Quectel modem, with buffer access.
 *
 *     > AT+QIOPEN=1,0,"TCP","example.com",80,0,0   < OK   < +QIOPEN: 0,0
 *     > AT+QISEND=0,5   < >   >> hello   < SEND OK
 *     < +QIURC: "recv",0   > AT+QIRD=0,0   < +QIRD: 5,0,5   < OK   > AT+QIRD=0,5   < +QIRD: 5   << world   < OK
 *     > AT+QIRD=0,0   < +QIRD: 5,5,0   < OK              not before this one does it report bytes again
 *     < +QIURC: "closed",0   > AT+QICLOSE=0,5   < OK
 *
 * Source: BG96 TCP/IP AT Commands Manual V1.0 pages 14–32.
 */
export const quectelLinks: LinkDialect = {
  name: 'socket',
  links: LINKS,
  maxReadBytes: 1_500,
  maxWriteBytes: 1_460,
  stack: quectelStack,
  onBearer: true,
  isBearer: true,
  ...quectelLink({
    open: (link, { protocol, host, port }) =>
      quectelOpen({
        ...{ context: QUECTEL_CONTEXT, link, host, port, mode: 0 },
        ...(protocol === 'udp'
          ? { protocol: 'UDP', localPort: FIRST_UDP_PORT + link }
          : { protocol: 'TCP', localPort: 0 }),
      }),
    opened: quectelOpened,
    send: (link, size) => quectelSend({ link, size }),
    sent: (channel, link) =>
      optionally(channel, quectelSent({ link, zero: 0 })).pipe(map((answer) => answer?.value.sent)),
    state: (link) => quectelLinkState({ query: 1, link }),
    close: (link) => quectelClose({ link, seconds: CLOSE_SECONDS }),
    arrived: quectelDataArrived,
    ended: quectelPeerClosed,
  }),
  read: (channel, link, maxBytes) =>
    unreadWindow(channel, {
      unread: optionally(channel, quectelUnread({ link, zero: 0 })).pipe(
        map((answer) => answer?.value.unread),
      ),
      maxBytes,
      read: (size) => quectelRead({ link, size }),
      mayBeShort: true,
      readsUntilEmpty: true,
    }),
  unacknowledged: (channel, link) =>
    optionally(channel, quectelSent({ link, zero: 0 })).pipe(
      map((answer) => answer?.value.unacknowledged ?? 0),
    ),
};
