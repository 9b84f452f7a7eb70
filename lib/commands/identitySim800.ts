import { command } from '../grammar/command';
import { digits } from '../grammar/digits';
import { unheaded } from '../grammar/unheaded';

/** Identity as the SIM800 spells it: bare lines. */

export const revision = command('+CGMR', {
  does: 'Reads the firmware’s revision.',
  source: '27.007 § 5.3; SIM800 AT manual V1.09 page 68',
  answers: { text: unheaded('+CGMR') },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CGMR
    < Revision:1418B05SIM800L24
    < OK`,
});

export const cardId = command('+CCID', {
  does: 'Reads the SIM’s number (ICCID); it may hold an F.',
  source: 'SIM800 AT manual V1.09 page 164',
  answers: { iccid: digits },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CCID
    < 89860112851012345678
    < OK`,
});
