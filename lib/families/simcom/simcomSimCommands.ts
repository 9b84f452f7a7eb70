import { command } from '../../grammar/command';
import { count } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { remainder } from '../../grammar/codecs/text';

/** What SIMCom modems say of their SIM. */

export const pinTries = command('+SPIC', {
  does: 'Reads how many tries the SIM leaves for its PIN; the numbers behind it (PUK, PIN2, PUK2) differ in order.',
  source: 'SIM800 AT manual, AT+SPIC; SIM7500/7600 AT manual V3.00, AT+SPIC',
  answers: { pin: count, more: optional(remainder) },
  timeoutMs: 9_000,
  example: `
    > AT+SPIC
    < +SPIC: 3,10,0,10
    < OK`,
});
