import { command } from '../../grammar/command';
import { digits } from '../../grammar/codecs/integer';
import { remainder } from '../../grammar/codecs/text';
import { unheaded } from '../../grammar/forms/unheaded';

/** Who a modem says it is: what all families spell alike. */

export const manufacturer = command('+CGMI', {
  does: 'Reads the manufacturer.',
  source: '27.007 § 5.1; SIM800 AT manual V1.09',
  answers: { text: unheaded('+CGMI') },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CGMI
    < SIMCOM_Ltd
    < OK`,
});

export const model = command('+CGMM', {
  does: 'Reads the model.',
  source: '27.007 § 5.2; SIM800 AT manual V1.09',
  answers: { text: unheaded('+CGMM') },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CGMM
    < SIMCOM_SIM800L
    < OK`,
});

export const serialNumber = command('+CGSN', {
  does: 'Reads the IMEI.',
  source: '27.007 § 5.4; SIM800 AT manual V1.09',
  answers: { imei: digits },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CGSN
    < 867564050638581
    < OK`,
});

export const information = command('I', {
  does: 'Reads what the modem is, in as many lines as the firmware has for it.',
  source: 'V.250 § 6.1.3',
  answers: { text: remainder },
  answerHeader: '',
  timeoutMs: 20_000,
  example: `
    > ATI
    < SIM800 R14.18
    < OK`,
});

export const subscriber = command('+CIMI', {
  does: 'Reads the IMSI, the SIM’s own number in the network.',
  source: '27.007 § 5.6; SIM800 AT manual V1.09 page 71; A76XX AT manual V1.09 page 160',
  answers: { imsi: digits },
  answerHeader: '',
  timeoutMs: 20_000,
  example: `
    > AT+CIMI
    < 460001234567890
    < OK`,
});

export const capabilities = command('+GCAP', {
  does: 'Reads what else the modem can do: +CGSM, +FCLASS …',
  source: 'V.250 § 6.1.9',
  answers: { list: remainder },
  timeoutMs: 2_000,
  example: `
    > AT+GCAP
    < +GCAP: +CGSM
    < OK`,
});
