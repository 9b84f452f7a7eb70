import { count, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, remainder, text, word, words } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** What the A76XX’s and SIM7600’s sockets report. */

const SOURCE = 'A76XX AT manual V1.09 pages 316–352';

const link = integerBetween(0, 9);

export const netOpened = urc('+NETOPEN', {
  tells: 'Reports the result of NETOPEN: 0 or a code.',
  source: SOURCE,
  gives: { code: integer },
  example: '+NETOPEN: 0',
});

export const netClosed = urc('+NETCLOSE', {
  tells: 'Reports the result of NETCLOSE: 0 or a code.',
  source: SOURCE,
  gives: { code: integer },
  example: '+NETCLOSE: 0',
});

export const netLost = urc('+CIPEVENT', {
  tells: 'Reports that the network closed the socket service; all its connections are gone.',
  source: SOURCE,
  gives: { event: words },
  example: '+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY',
});

export const socketOpened = urc('+CIPOPEN', {
  tells: 'Reports the result of CIPOPEN: 0 or a code.',
  source: SOURCE,
  gives: { link, code: integer },
  example: '+CIPOPEN: 0,0',
});

export const socketSent = urc('+CIPSEND', {
  tells:
    'Reports how many bytes a CIPSEND asked for and how many the modem took; -1 where the connection is lost, 0 where its buffer is full.',
  source: SOURCE,
  gives: { link, wanted: count, taken: integer },
  example: '+CIPSEND: 0,512,512',
});

export const socketClosed = urc('+CIPCLOSE', {
  tells: 'Reports the result of CIPCLOSE: 0 or a code.',
  source: SOURCE,
  gives: { link, code: integer },
  example: '+CIPCLOSE: 0,0',
});

export const socketEnded = urc('+IPCLOSE', {
  tells: 'Reports that a connection was closed: 0 here, 1 by the peer, 2 by a time-out.',
  source: SOURCE,
  gives: { link, cause: integer },
  example: '+IPCLOSE: 0,1',
});

export const socketDataArrived = urc('+CIPRXGET: 1,', {
  tells: 'Reports that received bytes of a connection wait in the modem.',
  source: SOURCE,
  gives: { link },
  example: '+CIPRXGET: 1,0',
});

export const socketRefused = urc('+CIPERROR', {
  tells: 'Reports why a CIPSEND is refused, in front of ERROR.',
  source: SOURCE,
  gives: { code: integer },
  example: '+CIPERROR: 2',
});

export const socketTrouble = urc('+IP ERROR', {
  tells: 'Reports why a socket command is refused, in front of ERROR.',
  source: SOURCE,
  gives: { reason: remainder },
  example: '+IP ERROR: Network is already opened',
});

export const clientArrived = urc('+CLIENT', {
  tells: 'Reports that a client connected to a listening port, and which connection it has.',
  source: SOURCE,
  gives: { link, server: integer, address: word },
  example: '+CLIENT: 1,0,10.12.13.14:50000',
});

export const serverStopped = urc('+SERVERSTOP', {
  tells: 'Reports the result of SERVERSTOP: 0 or a code.',
  source: SOURCE,
  gives: { server: integer, code: integer },
  example: '+SERVERSTOP: 0,0',
});

export const hostNotResolved = urc('+CDNSGIP: 0,', {
  tells: 'Reports that a host name has no address, in front of ERROR.',
  source: SOURCE,
  gives: { code: integer },
  example: '+CDNSGIP: 0,10',
});

export const pingReplied = urc('+CPING: 1,', {
  tells: 'Reports the reply to an echo request.',
  source: SOURCE,
  gives: { address: text, size: integer, roundTripMs: integer, ttl: optional(integer) },
  example: '+CPING: 1,93.184.216.34,64,48,56',
});

export const pingLost = urc('+CPING: 2', {
  tells: 'Reports that an echo request got no reply in time.',
  source: SOURCE,
  example: '+CPING: 2',
});

export const pingDone = urc('+CPING: 3,', {
  tells:
    'Reports how many echo requests were sent, answered and lost, and the shortest, longest and mean round trip.',
  source: SOURCE,
  gives: {
    sent: count,
    received: count,
    lost: count,
    minMs: optional(integer),
    maxMs: optional(integer),
    meanMs: optional(integer),
  },
  example: '+CPING: 3,4,4,0,41,52,47',
});

export const hostResolved = urc('+CDNSGIP: 1,', {
  tells: 'Reports the address of a host name that was asked for earlier.',
  source: SOURCE,
  gives: { host: quoted, address: quoted, other: optional(quoted) },
  example: '+CDNSGIP: 1,"example.com","93.184.216.34"',
});
