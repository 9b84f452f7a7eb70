import { listedCall } from './listedCall';
import { command } from '../../grammar/command';
import { optional } from '../../grammar/codecs/optional';
import { dialString } from '../../grammar/codecs/dialString';
import { flag, integer } from '../../grammar/codecs/integer';
import { remainder, text } from '../../grammar/codecs/text';
import type { Codec } from '../../grammar/codecs/codec';
import { invalidArgument } from '../../grammar/errors/modemError';

/** Calls, DTMF and USSD. */

const TONE = /^[0-9A-D*#]$/i;

/** A DTMF key, bare or in quotes. */
const toneKey: Codec<string> = {
  shows: '0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | A | B | C | D | * | #',
  read: (field) => {
    const key = field.replace(/^"(.*)"$/, '$1');
    return TONE.test(key) ? key.toUpperCase() : undefined;
  },
  write: (value, name) =>
    TONE.test(value) ? value : invalidArgument(name, 'it is no DTMF key: use 0 to 9, A to D, * and #'),
};

/** What ends a call that has not begun, in place of `OK` (V.250 § 5.7.1). */
const failures = ['NO CARRIER', 'BUSY', 'NO ANSWER', 'NO DIALTONE'] as const;

export const dial = command('D', {
  does: 'Dials: a number with a semicolon behind it is a voice call.',
  source: 'V.250 § 6.3.1; SIM800 AT manual V1.09 pages 29–31; A76XX AT manual V1.09 pages 48–50',
  takes: { number: dialString },
  secret: () => ['number'],
  ending: { by: 'final', failures },
  // With AT+COLP=1 the OK comes when somebody has answered.
  holdsTexts: true,
  timeoutMs: 65_000,
  example: `
    > ATD+491701234567;
    < OK`,
});

export const answerCall = command('A', {
  does: 'Answers a call.',
  source: 'V.250 § 6.3.5; SIM800 AT manual V1.09 pages 29–31; A76XX AT manual V1.09 pages 48–50',
  ending: { by: 'final', failures },
  timeoutMs: 20_000,
  example: `
    > ATA
    < OK`,
});

export const hangUp = command('H', {
  does: 'Hangs up.',
  source: 'V.250 § 6.3.6; A76XX AT manual V1.09 page 50',
  timeoutMs: 20_000,
  example: `
    > ATH
    < OK`,
});

export const hangUpAll = command('+CHUP', {
  does: 'Hangs up; unlike ATH whatever AT+CVHU says.',
  source: '27.007 § 6.5; A76XX AT manual V1.09 pages 177–178',
  timeoutMs: 20_000,
  example: `
    > AT+CHUP
    < OK`,
});

export const online = command('O', {
  does: 'Goes back to the data of a call.',
  source: 'V.250 § 6.3.7; SIM800 AT manual V1.09 pages 36–37; A76XX AT manual V1.09 pages 52–53',
  timeoutMs: 20_000,
  example: `
    > ATO
    < OK`,
});

export const currentCalls = command('+CLCC', {
  does: 'Lists calls.',
  source: '27.007 § 7.18; SIM800 AT manual V1.09 page 72; A76XX AT manual V1.09 pages 185–187',
  answers: listedCall,
  hidesAnswer: true,
  mayBeEmpty: true,
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+CLCC
    < +CLCC: 1,1,4,0,0,"+491701234567",145,""
    < OK`,
});

export const callHold = command('+CHLD=', {
  does: 'Handles several calls: 0 ends the held ones or refuses the waiting one, 1 ends the active ones and takes the other, 2 holds the active ones and takes the other.',
  source: '27.007 § 7.13',
  takes: { action: integer },
  timeoutMs: 20_000,
  example: `
    > AT+CHLD=0
    < OK`,
});

export const callWaiting = command('+CCWA=', {
  does: 'Sets whether another call is reported during a call (+CCWA), and whether the network lets it through.',
  source: '27.007 § 7.12',
  takes: { on: flag, mode: optional(integer), class: optional(integer) },
  timeoutMs: 20_000,
  example: `
    > AT+CCWA=1
    < OK`,
});

export const connectedNumbers = command('+COLP=', {
  does: 'Sets whether the number that has answered is reported; 1 makes ATD answer only when the call is connected.',
  source: '27.007 § 7.8',
  takes: { on: flag },
  timeoutMs: 20_000,
  example: `
    > AT+COLP=0
    < OK`,
});

export const callEndCause = command('+CEER', {
  does: 'Reads why the last call ended.',
  source: '27.007 § 6.10',
  answers: { report: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+CEER
    < +CEER: Normal call clearing
    < OK`,
});

export const toneSend = command('+VTS=', {
  does: 'Sends one DTMF key in a call: 0 to 9, A to D, * or #.',
  source: '27.007 § C.2.11; SIM800 AT manual V1.09 pages 94–96; A76XX AT manual V1.09 pages 198–201',
  takes: { key: toneKey },
  secret: () => ['key'],
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+VTS=5
    < OK`,
});

export const ussdSend = command('+CUSD=', {
  does: 'Sends a USSD code (1) or cancels one (2); the network’s answer comes as +CUSD.',
  source: '27.007 § 7.15; SIM800 AT manual V1.09 pages 108–109; A76XX AT manual V1.09 pages 87–89',
  takes: { mode: integer, code: optional(text), coding: optional(integer) },
  secret: () => ['code'],
  holdsTexts: true,
  timeoutMs: 20_000,
  example: `
    > AT+CUSD=1,"*100#",15
    < OK`,
});
