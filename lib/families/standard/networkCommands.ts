import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { count, flag, integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { text, wordList } from '../../grammar/codecs/text';
import { simWords } from './simWords';
import { PROBE_MS } from './probeMs';

/** SIM, signal, registration, attachment: what must be right before any service works. */

export const simState = command('+CPIN?', {
  does: 'Reads whether the SIM is ready or waits for a PIN.',
  source: '27.007 § 8.3; SIM800 AT manual V1.09; A76XX AT manual V1.09',
  answers: { state: simWords },
  timeoutMs: 9_000,
  example: `
    > AT+CPIN?
    < +CPIN: READY
    < OK`,
});

export const pinRetries = command('+CPINR=', {
  does: 'Reads how many tries the SIM leaves for a code: SIM PIN, SIM PUK.',
  source: '27.007 § 8.65',
  takes: { code: text },
  answers: { code: text, left: count, most: optional(count) },
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+CPINR="SIM PIN"
    < +CPINR: SIM PIN,3,3
    < OK`,
});

export const signal = command('+CSQ', {
  does: 'Reads signal strength (0–31, 99 unknown) and bit error rate (0–7, 99 unknown).',
  source: '27.007 § 8.5; SIM800 AT manual V1.09',
  answers: { rssi: integer, ber: optional(integer) },
  timeoutMs: 2_000,
  example: `
    > AT+CSQ
    < +CSQ: 20,0
    < OK`,
});

/** Within their limits, so that `+CREG: 1,2804,9D01` is the URC of an A76XX, not an answer. */
const registrationAnswer = {
  report: unlisted(integerBetween(0, 5)),
  status: unlisted(integerBetween(0, 11)),
  area: optional(text),
  cell: optional(text),
  technology: optional(integer),
};

export const circuitRegistration = command('+CREG?', {
  does: 'Reads the registration for calls and SMS: 1 home, 5 roaming.',
  source: '27.007 § 7.2; SIM800 AT manual V1.09 pages 90–91',
  answers: registrationAnswer,
  timeoutMs: 9_000,
  example: `
    > AT+CREG?
    < +CREG: 0,1
    < OK`,
});

export const packetRegistration = command('+CGREG?', {
  does: 'Reads the registration for GPRS: 1 home, 5 roaming.',
  source: '27.007 § 10.1.20; SIM800 AT manual V1.09 pages 217–218',
  answers: registrationAnswer,
  timeoutMs: 9_000,
  example: `
    > AT+CGREG?
    < +CGREG: 0,1
    < OK`,
});

export const lteRegistration = command('+CEREG?', {
  does: 'Reads the registration for LTE: 1 home, 5 roaming.',
  source: '27.007 § 10.1.22; A76XX AT manual V1.09 page 108',
  answers: registrationAnswer,
  timeoutMs: 9_000,
  example: `
    > AT+CEREG?
    < +CEREG: 0,1
    < OK`,
});

export const attached = command('+CGATT?', {
  does: 'Reads whether the modem is attached to the packet service.',
  source: '27.007 § 10.1.9; SIM800 AT manual V1.09 page 208',
  answers: { on: unlisted(flag) },
  timeoutMs: 10_000,
  example: `
    > AT+CGATT?
    < +CGATT: 1
    < OK`,
});

export const attach = command('+CGATT=', {
  does: 'Attaches to the packet service, or detaches from it.',
  source: '27.007 § 10.1.9; SIM800 AT manual V1.09 page 208',
  takes: { on: flag },
  timeoutMs: 75_000,
  probeMs: PROBE_MS,
  example: `
    > AT+CGATT=1
    < OK`,
});

export const operator = command('+COPS?', {
  does: 'Reads the operator that the modem is registered with.',
  source: '27.007 § 7.3; SIM800 AT manual V1.09 pages 80–81',
  answers: {
    mode: unlisted(integer),
    format: optional(integer),
    name: optional(text),
    technology: optional(integer),
  },
  timeoutMs: 45_000,
  example: `
    > AT+COPS?
    < +COPS: 0,0,"CHINA MOBILE"
    < OK`,
});

export const systemInformation = command('+CPSI?', {
  does: 'Reads the system that the modem is camped on, or NO SERVICE.',
  source: 'A76XX AT manual V1.09 page 98',
  answers: { system: wordList },
  timeoutMs: 9_000,
  example: `
    > AT+CPSI?
    < +CPSI: LTE,Online,460-00,0x333C,39589680,308,EUTRAN-BAND3,1350,5,0,0,54,0,22
    < OK`,
});

/** The SIM and its PIN. */

export const pinEnter = command('+CPIN=', {
  does: 'Enters the PIN that the SIM waits for; where it waits for the PUK, this and a new PIN.',
  source: '27.007 § 8.3',
  takes: { pin: text, newPin: optional(text) },
  secret: () => ['pin', 'newPin'],
  timeoutMs: 9_000,
  example: `
    > AT+CPIN="1234"
    < OK`,
});
