import { command } from '../grammar/command';
import { flag } from '../grammar/flag';
import { integer } from '../grammar/integer';
import { integerBetween } from '../grammar/integerBetween';
import { optional } from '../grammar/optional';
import { remainder } from '../grammar/remainder';
import { text } from '../grammar/text';
import { word } from '../grammar/word';

/** Commands that the virtual modem knows and that the tables have not (yet), or spell otherwise than the manuals. */

const M800 = 'SIM800 AT manual V1.09';
const MA76 = 'A76XX AT manual V1.09';

/** A command whose conversation is the plainest: a line, OK. */
const plain = (head: string, does: string, source: string) =>
  command(head, { does, source, timeoutMs: 9_000, example: `\n    > AT${head}\n    < OK` });

/** A command that answers with bare text. */
const bare = (head: string, does: string, source: string, shown: string) =>
  command(head, {
    does,
    source,
    answers: { text: remainder },
    answerHeader: '',
    timeoutMs: 20_000,
    example: `\n    > AT${head}\n    < ${shown}\n    < OK`,
  });

export const factory = plain('&F', 'Sets all parameters to the factory’s.', M800);
export const storeSettings = plain('&W', 'Stores the parameters.', M800);
export const information = bare('I', 'Reads what the modem is.', 'V.250 § 6.1.3', 'SIM800 R14.18');
export const imsi = bare('+CIMI', 'Reads the IMSI.', `${M800} p 71; ${MA76} p 160`, '460001234567890');
export const cardId = bare('+CCID', 'Reads the SIM’s number.', `${M800} p 164`, '89860112851012345678');
export const capabilities = command('+GCAP', {
  does: 'Reads the capabilities.',
  source: 'V.250 § 6.1.9',
  answers: { list: remainder },
  timeoutMs: 2_000,
  example: `
    > AT+GCAP
    < +GCAP: +CGSM
    < OK`,
});
export const cardIdA76 = command('+CICCID', {
  does: 'Reads the SIM’s number.',
  source: `${MA76} p 154`,
  answers: { iccid: word },
  answerHeader: '+ICCID',
  timeoutMs: 9_000,
  example: `
    > AT+CICCID
    < +ICCID: 89860112851012345678
    < OK`,
});
export const revisionA76 = command('+CGMR', {
  does: 'Reads the firmware’s revision.',
  source: `${MA76} p 63`,
  answers: { text: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+CGMR
    < +CGMR: A35B01A7600C
    < OK`,
});
export const clock = command('+CCLK?', {
  does: 'Reads the clock.',
  source: `${M800} p 101; ${MA76} p 78`,
  answers: { time: text },
  timeoutMs: 2_000,
  example: `
    > AT+CCLK?
    < +CCLK: "04/01/01,00:00:40+12"
    < OK`,
});
export const battery = command('+CBC', {
  does: 'Reads the battery.',
  source: `${M800} p 108`,
  answers: { charging: integer, percent: integer, milliVolts: integer },
  timeoutMs: 2_000,
  example: `
    > AT+CBC
    < +CBC: 0,87,4012
    < OK`,
});
export const batteryA76 = command('+CBC', {
  does: 'Reads the supply voltage.',
  source: `${MA76} p 280`,
  answers: { volts: word },
  timeoutMs: 2_000,
  example: `
    > AT+CBC
    < +CBC: 3.749V
    < OK`,
});
export const pinEnter = command('+CPIN=', {
  does: 'Enters the PIN.',
  source: '27.007 § 8.3',
  takes: { pin: text },
  secret: () => ['pin'],
  timeoutMs: 9_000,
  example: `
    > AT+CPIN="1234"
    < OK`,
});
export const functionalityState = command('+CFUN?', {
  does: 'Reads the level of functionality.',
  source: '27.007 § 8.2',
  answers: { level: integer },
  timeoutMs: 10_000,
  example: `
    > AT+CFUN?
    < +CFUN: 1
    < OK`,
});
export const functionalitySet = command('+CFUN=', {
  does: 'Sets the level of functionality; 1,1 restarts.',
  source: `27.007 § 8.2; ${M800} p 100`,
  takes: { level: integer, reset: optional(flag) },
  timeoutMs: 10_000,
  example: `
    > AT+CFUN=1
    < OK`,
});
export const powerOff = command('+CPOWD=', {
  does: 'Switches the modem off; 1 says so, with no OK.',
  source: `${M800} p 146`,
  takes: { normally: flag },
  timeoutMs: 10_000,
  example: `
    > AT+CPOWD=1
    < NORMAL POWER DOWN`,
});
export const powerOffA76 = plain('+CPOF', 'Switches the modem off.', `${MA76} p 73`);
export const resetA76 = plain('+CRESET', 'Restarts the modem.', `${MA76} p 73`);

export const bearerRead = command('+SAPBR=4,', {
  does: 'Reads the parameters of a bearer profile.',
  source: M800,
  takes: { cid: integerBetween(1, 3) },
  timeoutMs: 5_000,
  example: `
    > AT+SAPBR=4,1
    < OK`,
});
/** As `contextAddress`, with the address bare as the manual prints it. */
export const contextAddressBare = command('+CGPADDR=', {
  does: 'Reads the address of a PDP context.',
  source: `27.007 § 10.1.14; ${MA76} p 124`,
  takes: { cid: integerBetween(1, 15) },
  answers: { cid: integer, address: optional(word) },
  timeoutMs: 9_000,
  example: `
    > AT+CGPADDR=1
    < +CGPADDR: 1,10.83.214.110
    < OK`,
});
export const tlsSetting = command('+CSSLCFG=', {
  does: 'Sets a value of a TLS context.',
  source: `${MA76} p 422`,
  takes: { name: text, context: integerBetween(0, 9), value: text },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG="enableSNI",0,"1"
    < OK`,
});
