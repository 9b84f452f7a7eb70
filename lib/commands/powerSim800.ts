import { command } from '../grammar/command';
import { flag } from '../grammar/flag';
import { integer } from '../grammar/integer';
import { integerBetween } from '../grammar/integerBetween';

/** Battery and power as the SIM800 spells them. */

export const battery = command('+CBC', {
  does: 'Reads the battery: 0 not charging, 1 charging, 2 charged; percent; millivolts.',
  source: 'SIM800 AT manual V1.09 page 108',
  answers: { charging: integerBetween(0, 2), percent: integerBetween(0, 100), milliVolts: integer },
  timeoutMs: 2_000,
  example: `
    > AT+CBC
    < +CBC: 0,87,4012
    < OK`,
});

export const powerOff = command('+CPOWD=', {
  does: 'Switches the modem off. `normally` says so, with words instead of OK; else nothing is said at all.',
  source: 'SIM800 AT manual V1.09 page 146',
  takes: { normally: flag },
  ending: { by: 'final', words: ['NORMAL POWER DOWN'] },
  timeoutMs: 10_000,
  example: `
    > AT+CPOWD=1
    < NORMAL POWER DOWN`,
});
