import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { count, flag, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { text } from '../../grammar/codecs/text';

/** Which URCs the modem reports, and how: registration, contexts, messages, calls. */

export const circuitRegistrationReports = command('+CREG=', {
  does: 'Sets whether changes of the registration for calls are reported: 0 no, 1 yes, 2 with the cell.',
  source: '27.007 § 7.2; SIM800 AT manual V1.09 pages 90–91; A76XX AT manual V1.09 pages 83–85',
  takes: { mode: integerBetween(0, 2) },
  timeoutMs: 9_000,
  example: `
    > AT+CREG=1
    < OK`,
});

export const packetRegistrationReports = command('+CGREG=', {
  does: 'Sets whether changes of the registration for GPRS are reported: 0 no, 1 yes, 2 with the cell.',
  source: '27.007 § 10.1.20; SIM800 AT manual V1.09 pages 217–218; A76XX AT manual V1.09 pages 106–108',
  takes: { mode: integerBetween(0, 2) },
  timeoutMs: 9_000,
  example: `
    > AT+CGREG=1
    < OK`,
});

export const lteRegistrationReports = command('+CEREG=', {
  does: 'Sets whether changes of the registration for LTE are reported: 0 no, 1 yes, 2 with the cell.',
  source: '27.007 § 10.1.22; A76XX AT manual V1.09 pages 108–110',
  takes: { mode: integerBetween(0, 2) },
  timeoutMs: 9_000,
  example: `
    > AT+CEREG=1
    < OK`,
});

export const packetEventReports = command('+CGEREP=', {
  does: 'Sets whether packet events (+CGEV) are reported: 0 no; the SIM800 takes one parameter.',
  source: '27.007 § 10.1.19; SIM800 AT manual V1.09 page 216; A76XX AT manual V1.09 pages 141–148',
  takes: { mode: integerBetween(0, 2), buffer: optional(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CGEREP=0,0
    < OK`,
});

export const packetEventReportsState = command('+CGEREP?', {
  does: 'Reads whether packet events (+CGEV) are reported: 0 no; the SIM800 takes one parameter.',
  source: '27.007 § 10.1.19; SIM800 AT manual V1.09 page 216; A76XX AT manual V1.09 pages 141–148',
  answers: { mode: unlisted(count), buffer: optional(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CGEREP?
    < +CGEREP: 0,0
    < OK`,
});

export const characterSet = command('+CSCS=', {
  does: 'Sets the character set of texts: IRA, GSM, UCS2 ….',
  source: '27.007 § 5.5',
  takes: { set: text },
  timeoutMs: 9_000,
  example: `
    > AT+CSCS="IRA"
    < OK`,
});

export const characterSetState = command('+CSCS?', {
  does: 'Reads the character set of texts: IRA, GSM, UCS2 ….',
  source: '27.007 § 5.5',
  answers: { set: text },
  timeoutMs: 9_000,
  example: `
    > AT+CSCS?
    < +CSCS: "IRA"
    < OK`,
});

export const ringTypes = command('+CRC=', {
  does: 'Sets whether an incoming call is reported with its kind, +CRING instead of RING.',
  source: '27.007 § 6.11',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CRC=1
    < OK`,
});

export const ringTypesState = command('+CRC?', {
  does: 'Reads whether an incoming call is reported with its kind, +CRING instead of RING.',
  source: '27.007 § 6.11',
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CRC?
    < +CRC: 1
    < OK`,
});

export const callerIds = command('+CLIP=', {
  does: 'Sets whether the caller’s number is reported.',
  source: '27.007 § 7.6',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CLIP=1
    < OK`,
});

export const callerIdsState = command('+CLIP?', {
  does: 'Reads whether the caller’s number is reported.',
  source: '27.007 § 7.6',
  answers: { on: unlisted(flag), provision: optional(integerBetween(0, 99)) },
  timeoutMs: 9_000,
  example: `
    > AT+CLIP?
    < +CLIP: 1,1
    < OK`,
});
