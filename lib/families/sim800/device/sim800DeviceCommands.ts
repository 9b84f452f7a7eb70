import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { digits, flag, integer } from '../../../grammar/codecs/integer';
import { remainder } from '../../../grammar/codecs/text';
import { unheaded } from '../../../grammar/forms/unheaded';

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

export const productInformation = command('+GSV', {
  does: 'Reads manufacturer, model and revision, a line each.',
  source: 'SIM800 AT manual V1.09 page 51',
  answers: { text: remainder },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+GSV
    < SIMCOM_Ltd
    < SIMCOM_SIM800L
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

/** How the SIM800 takes the network’s time. */

export const networkTimeReports = command('+CLTS=', {
  does: 'Sets whether the modem takes and tells the network’s time; in force after AT&W and a restart.',
  source: 'SIM800 AT manual V1.09 pages 152–154',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CLTS=1
    < OK`,
});

export const networkTimeReportsState = command('+CLTS?', {
  does: 'Reads whether the modem takes and tells the network’s time; in force after AT&W and a restart.',
  source: 'SIM800 AT manual V1.09 pages 152–154',
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CLTS?
    < +CLTS: 1
    < OK`,
});

/** What only the SIM800 is asked to tell. */

export const bootReports = command('+CIURC=', {
  does: 'Sets whether the modem tells Call Ready when it starts.',
  source: 'SIM800 AT manual V1.09 page 171',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CIURC=1
    < OK`,
});

export const bootReportsState = command('+CIURC?', {
  does: 'Reads whether the modem tells Call Ready when it starts.',
  source: 'SIM800 AT manual V1.09 page 171',
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CIURC?
    < +CIURC: 1
    < OK`,
});

export const signalReports = command('+EXUNSOL="SQ",', {
  does: 'Sets whether the modem reports its signal (+CSQN) when it changes.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+EXUNSOL="SQ",1
    < OK`,
});

/** Battery and power as the SIM800 spells them. */

export const battery = command('+CBC', {
  does: 'Reads the battery: 0 not charging, 1 charging, 2 charged; percent; millivolts.',
  source: 'SIM800 AT manual V1.09 page 108',
  answers: { charging: unlisted(integer), percent: unlisted(integer), milliVolts: integer },
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
