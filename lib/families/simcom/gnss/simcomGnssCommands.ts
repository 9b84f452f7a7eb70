import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { count, flag, onUnlessZero } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { remainder } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** Receivers of satellites (GNSS) in SIMCom modems: A7670 (`CGNSS`), SIM7600 (`CGPS`), SIM808 and SIM868 (`CGNS`). */

const MA76 = 'A76XX AT manual V1.09 pages 479–498';
const M7600 = 'SIM7500/7600 AT manual V3.00, GPS commands';
const M868 = 'SIM868 GNSS application note V1.00';

export const gnssPower = command('+CGNSSPWR=', {
  does: 'Switches the receiver on or off; it is ready when +CGNSSPWR: READY! comes, some 9 s later.',
  source: MA76,
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CGNSSPWR=1
    < OK`,
});

export const gnssPowerState = command('+CGNSSPWR?', {
  does: 'Reads whether the receiver is on.',
  source: MA76,
  answers: { on: unlisted(onUnlessZero), more: optional(remainder) },
  timeoutMs: 9_000,
  example: `
    > AT+CGNSSPWR?
    < +CGNSSPWR: 1,1,1,0
    < OK`,
});

export const gnssReady = urc('+CGNSSPWR: READY!', {
  tells: 'Tells that the receiver is ready.',
  source: MA76,
  example: '+CGNSSPWR: READY!',
});

export const gnssInformation = command('+CGNSSINFO', {
  does: 'Reads the position: mode, satellites, latitude, longitude, date, time, altitude, knots, course, precision; platforms differ in their number.',
  source: MA76,
  answers: { fields: remainder },
  hidesAnswer: true,
  timeoutMs: 9_000,
  example: `
    > AT+CGNSSINFO
    < +CGNSSINFO: 2,09,05,00,3113.330650,N,12121.262554,E,131117,091918.0,32.9,0.0,255.0,1.1,0.8,0.7
    < OK`,
});

export const gpsPower = command('+CGPS=', {
  does: 'Switches the receiver on or off.',
  source: M7600,
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CGPS=1
    < OK`,
});

export const gpsPowerState = command('+CGPS?', {
  does: 'Reads whether the receiver is on.',
  source: M7600,
  answers: { on: unlisted(onUnlessZero), mode: optional(count) },
  timeoutMs: 9_000,
  example: `
    > AT+CGPS?
    < +CGPS: 1,1
    < OK`,
});

export const gpsInformation = command('+CGPSINFO', {
  does: 'Reads the position: latitude, longitude, date, time, altitude, knots, course; empty fields while there is none.',
  source: `${M7600}; A76XX AT manual V1.09 page 490`,
  answers: { fields: remainder },
  hidesAnswer: true,
  timeoutMs: 9_000,
  example: `
    > AT+CGPSINFO
    < +CGPSINFO: 3113.343286,N,12121.234064,E,250311,072809.33,44.1,0.0,0
    < OK`,
});

export const gpsOff = urc('+CGPS', {
  tells: 'Tells that the receiver went off.',
  source: M7600,
  gives: { on: flag },
  example: '+CGPS: 0',
});

export const gnsPower = command('+CGNSPWR=', {
  does: 'Switches the receiver on or off; on SIM808 and SIM868.',
  source: M868,
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CGNSPWR=1
    < OK`,
});

export const gnsPowerState = command('+CGNSPWR?', {
  does: 'Reads whether the receiver is on.',
  source: M868,
  answers: { on: unlisted(onUnlessZero) },
  timeoutMs: 9_000,
  example: `
    > AT+CGNSPWR?
    < +CGNSPWR: 1
    < OK`,
});

export const gnsInformation = command('+CGNSINF', {
  does: 'Reads the position: on, fix, UTC, degrees, meters, km/h, course, mode, precision, satellites.',
  source: M868,
  answers: { fields: remainder },
  hidesAnswer: true,
  timeoutMs: 9_000,
  example: `
    > AT+CGNSINF
    < +CGNSINF: 1,1,20150327014838.000,31.221783,121.354528,114.600,0.28,0.0,1,,1.9,2.2,1.0,,8,4,,,42,,
    < OK`,
});
