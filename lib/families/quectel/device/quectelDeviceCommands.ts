import { unlisted } from '../../../grammar/codecs/unlisted';
import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { count, digits, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { remainder, text } from '../../../grammar/codecs/text';
import { unheaded } from '../../../grammar/forms/unheaded';

/** Identity, supply, power, clock and URC port as Quectel spells them. */

const ECAT = 'EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0';

export const quectelRevision = command('+CGMR', {
  does: 'Reads the firmware’s revision.',
  source: `27.007 § 5.3; ${ECAT} chapter 2.6`,
  answers: { text: unheaded('+CGMR') },
  answerHeader: '',
  timeoutMs: 2_000,
  example: `
    > AT+CGMR
    < EC25EFAR06A06M4G
    < OK`,
});

export const quectelCardId = command('+QCCID', {
  does: 'Reads the SIM’s number (ICCID); it may end in F.',
  source: `${ECAT} chapter 5.7`,
  answers: { iccid: digits },
  timeoutMs: 2_000,
  example: `
    > AT+QCCID
    < +QCCID: 89860025128306012474
    < OK`,
});

export const quectelPinTries = command('+QPINC=', {
  does: 'Reads how many tries the SIM leaves for its PIN and its PUK: SC.',
  source: `${ECAT} chapter 5`,
  takes: { lock: text },
  answers: { lock: text, pin: count, puk: optional(count) },
  timeoutMs: 5_000,
  asks: true,
  example: `
    > AT+QPINC="SC"
    < +QPINC: "SC",3,10
    < OK`,
});

export const quectelBattery = command('+CBC', {
  does: 'Reads the supply: charging, percent, millivolts.',
  source: `${ECAT} chapter 13.5`,
  answers: { charging: unlisted(integer), percent: unlisted(integer), milliVolts: integer },
  timeoutMs: 2_000,
  example: `
    > AT+CBC
    < +CBC: 0,72,3920
    < OK`,
});

export const quectelPowerOff = command('+QPOWD=', {
  does: 'Switches the modem off: OK at once, POWERED DOWN up to 60 s later. `normally` false does it at once.',
  source: `${ECAT} chapter 13.1`,
  takes: { normally: flag },
  timeoutMs: 9_000,
  example: `
    > AT+QPOWD=1
    < OK`,
});

export const quectelStartState = command('+QINISTAT', {
  does: 'Reads what has started: 1 SIM, 2 messages, 4 phonebook, added up.',
  source: `${ECAT} chapter 5.9`,
  answers: { state: unlisted(integer) },
  timeoutMs: 2_000,
  example: `
    > AT+QINISTAT
    < +QINISTAT: 7
    < OK`,
});

export const quectelNetworkInformation = command('+QNWINFO', {
  does: 'Reads technology, operator, band and channel of the serving cell.',
  source: `${ECAT} chapter 6`,
  answers: { system: remainder },
  timeoutMs: 2_000,
  example: `
    > AT+QNWINFO
    < +QNWINFO: "FDD LTE","46011","LTE BAND 3",1650
    < OK`,
});

export const quectelNetworkTime = command('+QLTS=', {
  does: 'Reads the time that the network last gave: 1 as UTC, 2 as local time; an empty text where it gave none.',
  source: `${ECAT} chapter 6.8`,
  takes: { mode: integerBetween(0, 2) },
  answers: { time: text },
  timeoutMs: 2_000,
  asks: true,
  example: `
    > AT+QLTS=2
    < +QLTS: "2017/10/13,11:40:48+32,0"
    < OK`,
});

export const quectelClockUpdate = command('+CTZU=', {
  does: 'Sets whether the network sets the clock: 0 no, 1 to UTC, 3 to local time.',
  source: `${ECAT} chapter 6`,
  takes: { mode: integerBetween(0, 3) },
  timeoutMs: 9_000,
  example: `
    > AT+CTZU=1
    < OK`,
});

const port = choice({ usbAt: '"usbat"', usbModem: '"usbmodem"', uart: '"uart1"', all: '"all"' });

export const quectelUrcPort = command('+QURCCFG="urcport",', {
  does: 'Chooses the port that URCs go to; the modem keeps it. From the factory it is a USB port: a host on the UART misses URCs.',
  source: `${ECAT} chapter 2.25`,
  takes: { port },
  timeoutMs: 2_000,
  example: `
    > AT+QURCCFG="urcport","uart1"
    < OK`,
});

export const quectelUrcPortState = command('+QURCCFG="urcport"', {
  does: 'Reads the port that URCs go to.',
  source: `${ECAT} chapter 2.25`,
  answers: { port },
  answerHeader: '+QURCCFG: "urcport",',
  timeoutMs: 2_000,
  example: `
    > AT+QURCCFG="urcport"
    < +QURCCFG: "urcport","usbat"
    < OK`,
});

export const quectelIndication = command('+QINDCFG=', {
  does: 'Sets whether a kind of URC is sent: all, csq, smsfull, ring, smsincoming, act, ccinfo.',
  source: `${ECAT} chapter 4.3`,
  takes: { kind: text, on: flag, save: optional(flag) },
  timeoutMs: 2_000,
  example: `
    > AT+QINDCFG="csq",1
    < OK`,
});
