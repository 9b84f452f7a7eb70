import { command } from '../grammar/command';
import { flag } from '../grammar/flag';
import { integer } from '../grammar/integer';
import { integerBetween } from '../grammar/integerBetween';
import { optional } from '../grammar/optional';

/** What only A76XX and SIM7600 are asked to tell, and where. */

export const lteRegistrationReports = command('+CEREG=', {
  does: 'Sets whether changes of the registration for LTE are told: 0 no, 1 yes, 2 with the cell.',
  source: '27.007 § 10.1.22; A76XX AT manual V1.09 pages 108–110',
  takes: { mode: integerBetween(0, 2) },
  timeoutMs: 9_000,
  example: `
    > AT+CEREG=1
    < OK`,
});

export const signalReportsA76 = command('+AUTOCSQ=', {
  does: 'Sets whether the signal is told (+CSQ) on its own.',
  source: 'A76XX AT manual V1.09 page 70',
  takes: { on: flag, mode: optional(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+AUTOCSQ=1,1
    < OK`,
});

export const signalReportsA76State = command('+AUTOCSQ?', {
  does: 'Reads whether the signal is told (+CSQ) on its own.',
  source: 'A76XX AT manual V1.09 page 70',
  answers: { on: flag, mode: optional(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+AUTOCSQ?
    < +AUTOCSQ: 1,1
    < OK`,
});

export const reportPort = command('+CATR=', {
  does: 'Sets the port that URCs go to; 0 all.',
  source: 'A76XX AT manual V1.09 pages 265–266',
  takes: { port: integerBetween(0, 4) },
  timeoutMs: 9_000,
  example: `
    > AT+CATR=0
    < OK`,
});

export const reportPortState = command('+CATR?', {
  does: 'Reads the port that URCs go to; 0 all.',
  source: 'A76XX AT manual V1.09 pages 265–266',
  answers: { port: integerBetween(0, 4) },
  timeoutMs: 9_000,
  example: `
    > AT+CATR?
    < +CATR: 0
    < OK`,
});

export const preferredMode = command('+CNMP=', {
  does: 'Sets the preferred mode of the radio: 2 automatic.',
  source: 'A76XX AT manual V1.09 page 95',
  takes: { mode: integer },
  timeoutMs: 9_000,
  example: `
    > AT+CNMP=2
    < OK`,
});

export const preferredModeState = command('+CNMP?', {
  does: 'Reads the preferred mode of the radio: 2 automatic.',
  source: 'A76XX AT manual V1.09 page 95',
  answers: { mode: integer },
  timeoutMs: 9_000,
  example: `
    > AT+CNMP?
    < +CNMP: 2
    < OK`,
});
