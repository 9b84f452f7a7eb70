import { command } from '../../../grammar/command';
import { integerBetween } from '../../../grammar/codecs/integer';

/** What a SIM800 needs besides to ask a time server. */

export const ntpBearer = command('+CNTPCID=', {
  does: 'Chooses the bearer profile that time servers are reached on.',
  source: 'Observed on SIM800 (NTP note, which is not at hand)',
  takes: { cid: integerBetween(1, 3) },
  timeoutMs: 9_000,
  example: `
    > AT+CNTPCID=1
    < OK`,
});
