import { command } from '../../../grammar/command';
import { integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** Names and echo requests of Quectel's modems. */

const SOURCE = 'BG96 TCP/IP AT Commands Manual V1.0 chapter 2';
const WAIT_MS = 9_000;

const context = integerBetween(1, 16);

export const quectelResolve = command('+QIDNSGIP=', {
  does: 'Asks for the addresses of a host name; they come later, within 60 s.',
  source: SOURCE,
  takes: { context, host: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QIDNSGIP=1,"example.com"
    < OK`,
});

export const quectelResolved = urc('+QIURC: "dnsgip",', {
  tells: 'Reports how many addresses a host name has, or the code of a failure: 565 no address.',
  source: SOURCE,
  gives: { code: integer, count: optional(integer), seconds: optional(integer) },
  example: '+QIURC: "dnsgip",0,1,600',
});

export const quectelResolvedAddress = urc('+QIURC: "dnsgip",', {
  tells: 'Reports one address of a host name.',
  source: SOURCE,
  gives: { address: quoted },
  example: '+QIURC: "dnsgip","93.184.216.34"',
});

export const quectelPing = command('+QPING=', {
  does: 'Sends echo requests to a host; each reply comes later, and a summary behind the last one.',
  source: SOURCE,
  takes: {
    context,
    host: text,
    seconds: optional(integerBetween(1, 255)),
    count: optional(integerBetween(1, 10)),
  },
  timeoutMs: WAIT_MS,
  example: `
    > AT+QPING=1,"example.com",4,1
    < OK`,
});

export const quectelPingReplied = urc('+QPING: 0,', {
  tells: 'Reports the reply to an echo request: address, bytes, milliseconds, time to live.',
  source: SOURCE,
  gives: { address: quoted, size: integer, roundTripMs: integer, ttl: integer },
  example: '+QPING: 0,"93.184.216.34",32,192,255',
});

export const quectelPingDone = urc('+QPING: 0,', {
  tells:
    'Reports how many echo requests were sent, answered and lost, and the shortest, longest and mean round trip.',
  source: SOURCE,
  gives: {
    sent: integer,
    received: integer,
    lost: integer,
    minMs: integer,
    maxMs: integer,
    meanMs: integer,
  },
  example: '+QPING: 0,4,4,0,101,192,140',
});

export const quectelPingFailed = urc('+QPING', {
  tells: 'Reports why an echo request has no reply: 569 none came in time, 565 the name has no address.',
  source: SOURCE,
  // 0 begins a reply, however its fields are spelled.
  gives: { code: integerBetween(1, 0xffff) },
  example: '+QPING: 569',
});
