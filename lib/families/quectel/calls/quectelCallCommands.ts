import type { Codec } from '../../../grammar/codecs/codec';
import { command } from '../../../grammar/command';
import { flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/** What Quectel adds to calls. */

const DSCI = 'observed on EC20 and EC25: AT^DSCI=1, ^DSCI: <id>,<dir>,<stat>,<type>,<number>,<num_type>';
const TONES = 'observed on EC20, EC25, EC200U: AT+QTONEDET=1, +QTONEDET: 49 for 1';
const MS = 9_000;

export const quectelCallStates = command('^DSCI=', {
  does: 'Sets whether each change of a call is reported (^DSCI).',
  source: DSCI,
  takes: { on: flag },
  timeoutMs: MS,
  example: `
    > AT^DSCI=1
    < OK`,
});

export const quectelToneDetection = command('+QTONEDET=', {
  does: 'Sets whether the DTMF keys that the other side presses are reported (+QTONEDET).',
  source: TONES,
  takes: { on: flag },
  timeoutMs: MS,
  example: `
    > AT+QTONEDET=1
    < OK`,
});

export const quectelHangUp = command('+QHUP=', {
  does: 'Hangs up with a cause that the other side is told (24.008: 16 normal, 17 busy, 21 rejected).',
  source: 'EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0 chapter 7',
  takes: { cause: integerBetween(1, 127), call: optional(integer) },
  timeoutMs: 90_000,
  example: `
    > AT+QHUP=17
    < OK`,
});

/** A number bare or in quotes; none where it is withheld. */
const number: Codec<string> = {
  ...text,
  shows: 'digits',
  write: (value, name) => text.write(value, name).slice(1, -1),
};

export const quectelCallChanged = urc('^DSCI', {
  tells:
    'Reports the new state of a call: 1 held, 2 dialing, 3 active, 4 incoming, 5 waiting, 6 ended, 7 alerting; type 0 is voice.',
  source: DSCI,
  gives: {
    id: integer,
    direction: integer,
    state: integer,
    type: optional(integer),
    number: optional(number),
    numberType: optional(integer),
    tone: optional(integer),
  },
  hides: true,
  example: '^DSCI: 1,1,4,0,+491701234567,145',
});

/** A key as the code of its character: `49` ⇄ `1`. */
const keyByCode: Codec<string> = {
  ...integerBetween(0, 255),
  shows: 'code of a key',
  read: (field) => {
    const code = integer.read(field);
    const key = code === undefined ? '' : String.fromCharCode(code).toUpperCase();
    return /^[0-9A-D*#]$/.test(key) ? key : undefined;
  },
  write: (value) => String(value.charCodeAt(0)),
};

export const quectelToneHeard = urc('+QTONEDET', {
  tells: 'Reports a DTMF key that the other side pressed, by the code of its character.',
  source: TONES,
  gives: { key: keyByCode },
  hides: true,
  example: '+QTONEDET: 49',
});
