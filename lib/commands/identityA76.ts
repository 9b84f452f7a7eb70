import { command } from '../grammar/command';
import { remainder } from '../grammar/remainder';
import { word } from '../grammar/word';

/** Identity as A76XX and SIM7600 spell it: with headers. */

export const revisionA76 = command('+CGMR', {
  does: 'Reads the firmware’s revision.',
  source: '27.007 § 5.3; A76XX AT manual V1.09 page 63',
  answers: { text: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+CGMR
    < +CGMR: A35B01A7600C
    < OK`,
});

export const cardIdA76 = command('+CICCID', {
  does: 'Reads the SIM’s number (ICCID).',
  source: 'A76XX AT manual V1.09 page 154',
  answers: { iccid: word },
  answerHeader: '+ICCID',
  timeoutMs: 9_000,
  example: `
    > AT+CICCID
    < +ICCID: 89860112851012345678
    < OK`,
});
