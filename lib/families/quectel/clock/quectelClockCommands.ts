import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text, textUpTo } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** Quectel’s clock: what sets it, and time servers. */

export const quectelClockUpdateState = command('+CTZU?', {
  does: 'Reads whether the network sets the clock: 0 no, 1 to UTC, 3 to local time.',
  source: 'EC2x AT Commands Manual V2.0 chapter 6',
  answers: { mode: unlisted(integer) },
  timeoutMs: 9_000,
  example: `
    > AT+CTZU?
    < +CTZU: 1
    < OK`,
});

export const quectelNtp = command('+QNTP=', {
  does: 'Sets the clock by a time server: OK at once, the result up to 125 s later as +QNTP.',
  source: 'BG96 TCP/IP manual V1.0 chapter 2.3',
  takes: {
    context: integerBetween(1, 16),
    host: textUpTo(255),
    port: optional(integerBetween(1, 65_535)),
    set: optional(integerBetween(0, 1)),
  },
  timeoutMs: 9_000,
  example: `
    > AT+QNTP=1,"pool.ntp.org",123,1
    < OK`,
});

export const quectelNtpDone = urc('+QNTP', {
  tells:
    'Tells the result of a time server: 0 and the time, which is UTC though it carries a zone (observed), or a code.',
  source: 'BG96 TCP/IP manual V1.0 chapter 2.3',
  gives: { code: integer, time: optional(text) },
  example: '+QNTP: 0,"2013/08/19,11:10:10+32"',
});
