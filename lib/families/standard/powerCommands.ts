import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { flag, integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';

/** How much of the modem works: all, no radio, the least. */

export const functionalityState = command('+CFUN?', {
  does: 'Reads the level of functionality: 0 the least, 1 full, 4 no radio.',
  source: '27.007 § 8.2; SIM800 AT manual V1.09 pages 100–101; A76XX AT manual V1.09 pages 67–69',
  answers: { level: unlisted(integer) },
  timeoutMs: 10_000,
  example: `
    > AT+CFUN?
    < +CFUN: 1
    < OK`,
});

export const functionalitySet = command('+CFUN=', {
  does: 'Sets the level of functionality: 0 the least, 1 full, 4 no radio. `restart` goes with 1 only.',
  source: '27.007 § 8.2; SIM800 AT manual V1.09 pages 100–101; A76XX AT manual V1.09 pages 67–69',
  takes: { level: integerBetween(0, 8), restart: optional(flag) },
  timeoutMs: 10_000,
  example: `
    > AT+CFUN=1
    < OK`,
});
