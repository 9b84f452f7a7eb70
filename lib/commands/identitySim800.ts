import { command } from '../grammar/command';
import { remainder } from '../grammar/remainder';
import { word } from '../grammar/word';

/** Identity as the SIM800 spells it: bare lines. */

export const revision = command('+CGMR', {
  does: 'Reads the firmware’s revision.',
  source: '27.007 § 5.3; SIM800 AT manual V1.09 page 68',
  answers: { text: remainder },
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
  answers: { iccid: word },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CCID
    < 89860112851012345678
    < OK`,
});
