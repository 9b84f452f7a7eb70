import { command } from '../../grammar/command';
import { text } from '../../grammar/codecs/text';

/** The modem’s clock. */

export const clock = command('+CCLK?', {
  does: 'Reads the clock: local time, and its zone in quarters of an hour east of UTC.',
  source: '27.007 § 8.15; SIM800 AT manual V1.09 page 101; A76XX AT manual V1.09 page 78',
  answers: { time: text },
  timeoutMs: 9_000,
  example: `
    > AT+CCLK?
    < +CCLK: "04/01/01,00:00:40+12"
    < OK`,
});

export const clockSet = command('+CCLK=', {
  does: 'Sets the clock: yy/MM/dd,hh:mm:ss±zz, the zone in quarters of an hour.',
  source: '27.007 § 8.15; SIM800 AT manual V1.09 page 101; A76XX AT manual V1.09 page 78',
  takes: { time: text },
  timeoutMs: 9_000,
  example: `
    > AT+CCLK="24/05/17,09:30:00+08"
    < OK`,
});
