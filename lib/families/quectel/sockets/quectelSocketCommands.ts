import { unlisted } from '../../../grammar/codecs/unlisted';
import { quotedOneOf } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { count, exactCount, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';
import { PROBE_MS } from '../../standard/probeMs';

/** Quectel's sockets with buffer access: what is received waits in the modem. */

const SOURCE = 'BG96 TCP/IP AT Commands Manual V1.0 chapter 2';
const WAIT_MS = 9_000;
/** QIOPEN and QISEND may wait for the network so long. */
const NETWORK_MS = 150_000;

const context = integerBetween(1, 16);
const link = integerBetween(0, 11);
const port = integerBetween(0, 65_535);
const zero = integerBetween(0, 0);

export const quectelOpen = command('+QIOPEN=', {
  does: 'Opens a connection, a UDP port or a listening port; the result comes later. Mode 0: received bytes wait in the modem.',
  source: SOURCE,
  takes: {
    context,
    link,
    protocol: quotedOneOf('TCP', 'UDP', 'TCP LISTENER', 'UDP SERVICE'),
    host: text,
    port,
    localPort: optional(port),
    mode: optional(integerBetween(0, 2)),
  },
  timeoutMs: NETWORK_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+QIOPEN=1,0,"TCP","93.184.216.34",80,0,0
    < OK`,
});

export const quectelOpened = urc('+QIOPEN', {
  tells: 'Reports the result of QIOPEN: 0 or a code.',
  source: SOURCE,
  gives: { link, code: integer },
  example: '+QIOPEN: 0,0',
});

export const quectelSend = command('+QISEND=', {
  does: 'Sends bytes over a connection: a prompt, then the bytes, then SEND OK when the modem has them, SEND FAIL where its buffer is full.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, 1_460) },
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true },
  ending: { by: 'final', words: ['SEND OK'], failures: ['SEND FAIL'], waitsForPeer: true },
  timeoutMs: NETWORK_MS,
  example: `
    > AT+QISEND=0,5
    < >
    >> hello
    < SEND OK`,
});

export const quectelSent = command('+QISEND=', {
  does: 'Reads how many bytes were sent over a connection, and how many of them the peer has acknowledged or not.',
  source: SOURCE,
  takes: { link, zero },
  answers: { sent: count, acknowledged: count, unacknowledged: count },
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+QISEND=0,0
    < +QISEND: 9,9,0
    < OK`,
});

export const quectelRead = command('+QIRD=', {
  does: 'Reads received bytes of a connection; the answer counts them. 0 where none wait. A UDP SERVICE adds who sent them.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, 1_500) },
  answers: { length: exactCount, address: optional(quoted), port: optional(integer) },
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  // Some firmware sets an empty line between the bytes and OK (observed).
  consumes: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QIRD=0,1500
    < +QIRD: 5
    << hello
    < OK`,
});

export const quectelUnread = command('+QIRD=', {
  does: 'Reads how many bytes a connection has received, and how many of them were read or wait.',
  source: SOURCE,
  takes: { link, zero },
  answers: { received: count, read: count, unread: count },
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+QIRD=0,0
    < +QIRD: 14,9,5
    < OK`,
});

export const quectelClose = command('+QICLOSE=', {
  does: 'Closes a connection, whichever side ended it: OK when the peer has closed it, too, or after so many seconds (default 10).',
  source: SOURCE,
  takes: { link, seconds: optional(integerBetween(0, 65_535)) },
  timeoutMs: 20_000,
  example: `
    > AT+QICLOSE=0
    < OK`,
});

export const quectelLinkState = command('+QISTATE=', {
  does: 'Reads the state of a connection: 1 opening, 2 connected (a BG96 may show 3), 3 listening, 4 closing; unused: OK alone.',
  source: SOURCE,
  takes: { query: integerBetween(1, 1), link },
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
  },
  mayBeEmpty: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+QISTATE=1,0
    < +QISTATE: 0,"TCP","220.180.239.201",8705,65514,2,1,0,0,"usbmodem"
    < OK`,
});

export const quectelSendEcho = command('+QISDE=', {
  does: 'Sets whether the bytes of QISEND are echoed; on from the factory.',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QISDE=0
    < OK`,
});

export const quectelDataArrived = urc('+QIURC: "recv",', {
  tells:
    'Reports that received bytes of a connection wait in the modem; not again until all of them were read.',
  source: SOURCE,
  gives: { link, length: optional(count) },
  example: '+QIURC: "recv",0',
});

export const quectelPeerClosed = urc('+QIURC: "closed",', {
  tells: 'Reports that the peer closed a connection; bytes that wait in the modem can still be read.',
  source: SOURCE,
  gives: { link },
  // A QISEND on the same connection may have no other answer then.
  isEnd: (line, args) => line === `+QIURC: "closed",${String(args['link'])}`,
  example: '+QIURC: "closed",0',
});

export const quectelClientArrived = urc('+QIURC: "incoming",', {
  tells: 'Reports that a client connected to a listening port, and which connection it has.',
  source: SOURCE,
  gives: { link, server: link, address: text, port: optional(integer) },
  example: '+QIURC: "incoming",0,11,"10.12.13.14",50000',
});

export const quectelNoRoom = urc('+QIURC: "incoming full"', {
  tells: 'Reports that a client was turned away, since all connections are in use.',
  source: SOURCE,
  example: '+QIURC: "incoming full"',
});
