import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { integerBetween, onUnlessZero } from '../../../grammar/codecs/integer';
import { remainder } from '../../../grammar/codecs/text';

/** Quectel’s receiver of satellites (GNSS), on models that have one. */

const SOURCE = 'EC2x&EG9x GNSS AT Commands Manual V1.1';

export const quectelGnssOn = command('+QGPS=', {
  does: 'Switches the receiver on.',
  source: SOURCE,
  takes: { mode: integerBetween(1, 4) },
  timeoutMs: 9_000,
  example: `
    > AT+QGPS=1
    < OK`,
});

export const quectelGnssOff = command('+QGPSEND', {
  does: 'Switches the receiver off.',
  source: SOURCE,
  timeoutMs: 9_000,
  example: `
    > AT+QGPSEND
    < OK`,
});

export const quectelGnssState = command('+QGPS?', {
  does: 'Reads whether the receiver is on.',
  source: SOURCE,
  answers: { on: unlisted(onUnlessZero) },
  timeoutMs: 9_000,
  example: `
    > AT+QGPS?
    < +QGPS: 1
    < OK`,
});

export const quectelGnssPosition = command('+QGPSLOC=', {
  does: 'Reads the position; 2: UTC, signed degrees, HDOP, altitude, fix, course, km/h, knots, date, satellites. CME 516 while there is none.',
  source: SOURCE,
  takes: { format: integerBetween(0, 2) },
  answers: { fields: remainder },
  hidesAnswer: true,
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+QGPSLOC=2
    < +QGPSLOC: 061951.0,31.84538,117.19882,0.7,62.2,2,0.0,0.0,0.0,110513,09
    < OK`,
});
