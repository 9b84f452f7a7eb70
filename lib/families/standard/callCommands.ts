import { command } from '../../grammar/command';
import { integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { dialString } from '../../grammar/codecs/dialString';
import { text } from '../../grammar/codecs/text';

/** Calls and USSD, as far as the library needs them: a modem that is rung up, or in a call, is still a modem. */

export const dial = command('D', {
  does: 'Dials: a number with a semicolon behind it is a voice call.',
  source: 'V.250 § 6.3.1; SIM800 AT manual V1.09 pages 29–31; A76XX AT manual V1.09 pages 48–50',
  takes: { number: dialString },
  timeoutMs: 20_000,
  example: `
    > ATD+491701234567;
    < OK`,
});

export const answerCall = command('A', {
  does: 'Answers a call.',
  source: 'V.250 § 6.3.5; SIM800 AT manual V1.09 pages 29–31; A76XX AT manual V1.09 pages 48–50',
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
  answers: {
    id: integer,
    direction: integer,
    state: integer,
    mode: integer,
    multiparty: integer,
    number: optional(text),
    type: optional(integer),
    name: optional(text),
  },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+CLCC
    < +CLCC: 1,1,4,0,0,"+491701234567",145,""
    < OK`,
});

export const ussdSend = command('+CUSD=', {
  does: 'Sends a USSD code (1) or cancels one (2); the network’s answer comes as +CUSD.',
  source: '27.007 § 7.15; SIM800 AT manual V1.09 pages 108–109; A76XX AT manual V1.09 pages 87–89',
  takes: { mode: integer, code: optional(text), coding: optional(integer) },
  timeoutMs: 20_000,
  example: `
    > AT+CUSD=1,"*100#",15
    < OK`,
});
