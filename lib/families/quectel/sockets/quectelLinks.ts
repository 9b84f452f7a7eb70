import { map, mergeMap, of } from 'rxjs';
import type { LinkDialect, LinkWindow } from '../../../dialects/socketsDialect';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
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

/** Reads what the modem says that it holds: a damaged count would pass for an empty window, and its bytes be missing. */
const read: LinkDialect['read'] = (channel, link, maxBytes) =>
  optionally(channel, quectelUnread({ link, zero: 0 })).pipe(
    mergeMap((answer) => {
      const unread = answer?.value.unread;
      if (unread === 0) return of(EMPTY_WINDOW);
      const size = Math.min(maxBytes, unread ?? maxBytes);
      const command = quectelRead({ link, size });
      return channel.send(command).pipe(
        map(({ payload, value: { length } }): LinkWindow => {
          // A datagram may be shorter than what is there in all.
          if (unread !== undefined && length === 0)
            throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes: size });
          return { slices: payload, leftBytes: unread === undefined ? undefined : unread - length };
        }),
      );
    }),
  );

const EMPTY_WINDOW: LinkWindow = { slices: [], leftBytes: 0 };

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
 *     < +QIURC: "recv",0   > AT+QIRD=0,1500   < +QIRD: 5   << world   < OK   > AT+QIRD=0,1500   < +QIRD: 0   < OK
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
  read,
  unacknowledged: (channel, link) =>
    optionally(channel, quectelSent({ link, zero: 0 })).pipe(
      map((answer) => answer?.value.unacknowledged ?? 0),
    ),
};
