import { unlisted } from '../../../grammar/codecs/unlisted';
import type { Codec } from '../../../grammar/codecs/codec';
import { command } from '../../../grammar/command';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { remainder } from '../../../grammar/codecs/text';
import { count, digits, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';

/** Identity as A76XX and SIM7600 spell it: with headers. */

export const a7600Revision = command('+CGMR', {
  does: 'Reads the firmware’s revision.',
  source: '27.007 § 5.3; A76XX AT manual V1.09 page 63',
  answers: { text: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+CGMR
    < +CGMR: A35B01A7600C
    < OK`,
});

export const a7600CardId = command('+CICCID', {
  does: 'Reads the SIM’s number (ICCID).',
  source: 'A76XX AT manual V1.09 page 154',
  answers: { iccid: digits },
  answerHeader: '+ICCID',
  otherHeaders: ['+CCID', '+CICCID', ''],
  timeoutMs: 9_000,
  example: `
    > AT+CICCID
    < +ICCID: 89860112851012345678
    < OK`,
});

/** How A76XX takes the network’s time. */

export const timeZoneUpdate = command('+CTZU=', {
  does: 'Sets whether the network sets the clock.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CTZU=1
    < OK`,
});

export const timeZoneUpdateState = command('+CTZU?', {
  does: 'Reads whether the network sets the clock.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CTZU?
    < +CTZU: 1
    < OK`,
});

export const timeZoneReports = command('+CTZR=', {
  does: 'Sets whether the modem tells that the time zone changed.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CTZR=1
    < OK`,
});

export const timeZoneReportsState = command('+CTZR?', {
  does: 'Reads whether the modem tells that the time zone changed.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  answers: { on: unlisted(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+CTZR?
    < +CTZR: 1
    < OK`,
});

/** The serial port of A76XX and SIM7600. */

export const baudRateStored = command('+IPREX=', {
  does: 'Sets the port’s rate in baud, for good.',
  source: 'A76XX AT manual V1.09 page 259',
  takes: { rate: integer },
  timeoutMs: 9_000,
  example: `
    > AT+IPREX=115200
    < OK`,
});

export const baudRateStoredState = command('+IPREX?', {
  does: 'Reads the port’s rate in baud, for good.',
  source: 'A76XX AT manual V1.09 page 259',
  answers: { rate: integer },
  timeoutMs: 9_000,
  example: `
    > AT+IPREX?
    < +IPREX: 115200
    < OK`,
});

/** What only A76XX and SIM7600 are asked to tell, and where. */

export const a7600SignalReports = command('+AUTOCSQ=', {
  does: 'Sets whether the modem reports its signal (+CSQ) by itself.',
  source: 'A76XX AT manual V1.09 page 70',
  takes: { on: flag, mode: optional(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+AUTOCSQ=1,1
    < OK`,
});

export const a7600SignalReportsState = command('+AUTOCSQ?', {
  does: 'Reads whether the modem reports its signal (+CSQ) by itself.',
  source: 'A76XX AT manual V1.09 page 70',
  answers: { on: unlisted(flag), mode: optional(flag) },
  timeoutMs: 9_000,
  example: `
    > AT+AUTOCSQ?
    < +AUTOCSQ: 1,1
    < OK`,
});

export const reportPort = command('+CATR=', {
  does: 'Sets the port that URCs go to: 0 all, 4 to 7 the channels 1 to 4 of the multiplexer.',
  source: 'A76XX AT manual V1.09 pages 265–266',
  takes: { port: integerBetween(0, 7) },
  timeoutMs: 9_000,
  example: `
    > AT+CATR=0
    < OK`,
});

export const reportPortState = command('+CATR?', {
  does: 'Reads the port that URCs go to: 0 all, 4 to 7 the channels 1 to 4 of the multiplexer.',
  source: 'A76XX AT manual V1.09 pages 265–266',
  answers: { port: unlisted(count) },
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
  answers: { mode: unlisted(integer) },
  timeoutMs: 9_000,
  example: `
    > AT+CNMP?
    < +CNMP: 2
    < OK`,
});

/** Supply and power as A76XX and SIM7600 spell them. */

/** A voltage in volts with its unit, kept in millivolts: `3.749V` ⇄ 3749. */
const volts: Codec<number> = {
  shows: 'volts',
  read: (field) => {
    const [, whole, parts = ''] = /^(\d{1,3})(?:\.(\d{1,3}))?V$/.exec(field) ?? [];
    return whole === undefined ? undefined : Number(whole) * 1_000 + Number(parts.padEnd(3, '0'));
  },
  write: (value, name) =>
    Number.isInteger(value) && value >= 0 && value < 1_000_000
      ? `${Math.floor(value / 1_000)}.${String(value % 1_000).padStart(3, '0')}V`
      : invalidArgument(name, `${value} is no voltage in millivolts`),
};

export const a7600Battery = command('+CBC', {
  does: 'Reads the supply’s voltage, in millivolts.',
  source: 'A76XX AT manual V1.09 page 280',
  answers: { milliVolts: volts },
  timeoutMs: 9_000,
  example: `
    > AT+CBC
    < +CBC: 3.749V
    < OK`,
});

export const a7600PowerOff = command('+CPOF', {
  does: 'Switches the modem off.',
  source: 'A76XX AT manual V1.09 page 73',
  timeoutMs: 9_000,
  example: `
    > AT+CPOF
    < OK`,
});

export const a7600Reset = command('+CRESET', {
  does: 'Restarts the modem.',
  source: 'A76XX AT manual V1.09 page 73',
  timeoutMs: 9_000,
  example: `
    > AT+CRESET
    < OK`,
});
