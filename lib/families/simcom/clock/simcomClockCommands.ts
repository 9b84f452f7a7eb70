import { command } from '../../../grammar/command';
import { integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { textUpTo } from '../../../grammar/codecs/text';

/** The clock by a time server (NTP): the words are the same on all SIMCom families, the codes are not. */

const SOURCE = 'A76XX AT manual V1.09 pages 312–314; observed on SIM800';

export const ntpServer = command('+CNTP=', {
  does: 'Sets the time server, and the zone that the clock gets, in quarters of an hour east of UTC.',
  source: SOURCE,
  takes: { host: textUpTo(255), zone: optional(integerBetween(-96, 96)) },
  timeoutMs: 9_000,
  example: `
    > AT+CNTP="pool.ntp.org",8
    < OK`,
});

export const ntpRun = command('+CNTP', {
  does: 'Sets the clock by the time server: OK at once, the result later as +CNTP.',
  source: SOURCE,
  timeoutMs: 9_000,
  example: `
    > AT+CNTP
    < OK`,
});
