import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { exactCount, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';
import { PROBE_MS } from '../../standard/probeMs';

/** Quectel's TLS sockets (`QSSL…`) with buffer access. Their numbers are not those of plain sockets. */

const SOURCE = 'BG96 SSL AT Commands Manual V1.0 pages 15–20';
const WAIT_MS = 9_000;
/** QSSLOPEN may wait so long, and for the handshake. */
const NETWORK_MS = 150_000;

const link = integerBetween(0, 11);

export const quectelTlsOpen = command('+QSSLOPEN=', {
  does: 'Opens a TLS connection with a TLS context; the result comes later. Mode 0: received bytes wait in the modem.',
  source: SOURCE,
  takes: {
    context: integerBetween(1, 16),
    tlsContext: integerBetween(0, 5),
    link,
    host: text,
    port: integerBetween(1, 65_535),
    mode: optional(integerBetween(0, 2)),
  },
  timeoutMs: NETWORK_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+QSSLOPEN=1,1,4,"example.com",443,0
    < OK`,
});

export const quectelTlsOpened = urc('+QSSLOPEN', {
  tells: 'Reports the result of QSSLOPEN: 0 or a code.',
  source: SOURCE,
  gives: { link, code: integer },
  example: '+QSSLOPEN: 4,0',
});

export const quectelTlsSend = command('+QSSLSEND=', {
  does: 'Sends bytes over a TLS connection: a prompt, then the bytes, then SEND OK, or SEND FAIL where the buffer is full.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, 1_460) },
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true },
  ending: { by: 'final', words: ['SEND OK'], failures: ['SEND FAIL'], waitsForPeer: true },
  timeoutMs: NETWORK_MS,
  example: `
    > AT+QSSLSEND=4,5
    < >
    >> hello
    < SEND OK`,
});

export const quectelTlsRead = command('+QSSLRECV=', {
  does: 'Reads received bytes of a TLS connection; the answer counts them. 0 where none wait.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, 1_500) },
  answers: { length: exactCount },
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  consumes: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QSSLRECV=4,1500
    < +QSSLRECV: 5
    << hello
    < OK`,
});

export const quectelTlsClose = command('+QSSLCLOSE=', {
  does: 'Closes a TLS connection, whichever side ended it.',
  source: SOURCE,
  takes: { link, seconds: optional(integerBetween(0, 65_535)) },
  timeoutMs: 20_000,
  example: `
    > AT+QSSLCLOSE=4
    < OK`,
});

export const quectelTlsState = command('+QSSLSTATE=', {
  does: 'Reads the state of a TLS connection: 1 opening, 2 connected, 4 closing; unused: OK alone.',
  source: SOURCE,
  takes: { link },
  answers: {
    link,
    protocol: text,
    address: text,
    port: integer,
    localPort: unlisted(integer),
    state: unlisted(integer),
    context: unlisted(integer),
    server: unlisted(integer),
    mode: unlisted(integer),
    at: optional(text),
    tlsContext: optional(integer),
  },
  mayBeEmpty: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QSSLSTATE=4
    < +QSSLSTATE: 4,"SSLClient","45.79.112.203",4243,0,2,1,4,0,"uart1",1
    < OK`,
});

export const quectelTlsDataArrived = urc('+QSSLURC: "recv",', {
  tells:
    'Reports that received bytes of a TLS connection wait in the modem; not again until all of them were read.',
  source: SOURCE,
  gives: { link },
  example: '+QSSLURC: "recv",4',
});

export const quectelTlsPeerClosed = urc('+QSSLURC: "closed",', {
  tells: 'Reports that the peer closed a TLS connection; bytes that wait in the modem can still be read.',
  source: SOURCE,
  gives: { link },
  isEnd: (line, args) => line === `+QSSLURC: "closed",${String(args['link'])}`,
  example: '+QSSLURC: "closed",4',
});
