import type { Codec } from '../../grammar/codecs/codec';
import { integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { patternForm } from '../../grammar/forms/patternForm';
import { remainder, text, word } from '../../grammar/codecs/text';
import { urc } from '../../grammar/urc';

/** URCs of calls and USSD. */

const SIM800 = 'SIM800 AT manual V1.09 pages 350–354';

export const ring = urc('RING', {
  tells: 'Tells that somebody calls.',
  source: 'V.250 § 5.7.1',
  example: 'RING',
});

export const ringType = urc('+CRING', {
  tells: 'Tells that somebody calls, and the kind of call, where AT+CRC=1 asked for it.',
  source: '27.007 § 6.11',
  gives: { type: remainder },
  example: '+CRING: VOICE',
});

export const callerId = urc('+CLIP', {
  tells: 'Tells who calls, where AT+CLIP=1 asked for it; validity 1 withheld, 2 not known.',
  source: '27.007 § 7.6',
  gives: {
    number: text,
    type: integer,
    subaddress: optional(text),
    subaddressType: optional(integer),
    name: optional(text),
    validity: optional(integer),
  },
  example: '+CLIP: "+491701234567",145,"",0,"",0',
});

const words = (line: string, tells: string, source: string) => urc(line, { tells, source, example: line });

const V250 = 'V.250 § 5.7.1; SIM800 AT manual V1.09 pages 29–31';
export const carrierLost = words('NO CARRIER', 'Tells that the call has ended.', V250);
export const busy = words('BUSY', 'Tells that the other side is busy.', V250);
export const noAnswer = words('NO ANSWER', 'Tells that nobody answered the call.', V250);
export const noDialtone = words('NO DIALTONE', 'Tells that the call could not be begun.', V250);
export const calledRings = words('MO RING', 'Tells that the phone that is called rings.', SIM800);
export const calledAnswers = words('MO CONNECTED', 'Tells that the call that was made is answered.', SIM800);

const A76 = 'A76XX AT manual V1.09 pages 48–50';
export const callBegun = words('VOICE CALL: BEGIN', 'Tells that a call has begun.', A76);

/** A duration as six digits, kept in seconds: `000017` ⇄ 17. */
const hhmmss: Codec<number> = {
  ...integerBetween(0, 359_999),
  read: (field) => {
    const [, hours, minutes, seconds] = /^(\d\d)(\d\d)(\d\d)$/.exec(field) ?? [];
    return hours === undefined ? undefined : 3_600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
  },
  write: (value) =>
    [Math.floor(value / 3_600), Math.floor(value / 60) % 60, value % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(''),
};
const lasted = { seconds: optional(hhmmss) };

export const callEnded = urc('VOICE CALL: END', {
  tells: 'Tells that a call has ended, and how long it lasted.',
  source: A76,
  gives: lasted,
  form: patternForm(lasted, {
    shows: 'VOICE CALL: END[: <seconds>]',
    pattern: /^VOICE CALL\s*:\s*END(?:\s*:\s*(\d{6}))?$/,
    write: ({ seconds }) =>
      `VOICE CALL: END${seconds === undefined ? '' : `: ${hhmmss.write(seconds, 'seconds')}`}`,
  }),
  example: 'VOICE CALL: END: 000017',
});

export const toneHeard = urc('+DTMF', {
  tells: 'Tells a DTMF key that the other side pressed, and how long, in milliseconds.',
  source: 'SIM800 AT manual V1.09 page 333',
  gives: { key: word, lastedMs: optional(integer) },
  example: '+DTMF: 5',
});

export const toneReceived = urc('+RXDTMF', {
  tells: 'Tells a DTMF key that the other side pressed.',
  source: 'observed on SIM7600 and A76XX',
  gives: { key: word },
  example: '+RXDTMF: 5',
});

export const ussd = urc('+CUSD', {
  tells:
    'Tells the network’s answer to a USSD code: 0 done, 1 a reply is wanted, 2 ended, 4 not supported, 5 time-out.',
  source: '27.007 § 7.15; SIM800 AT manual V1.09 pages 108–109; A76XX AT manual V1.09 pages 87–89',
  gives: { status: integer, text: optional(text), coding: optional(integer) },
  example: '+CUSD: 0,"Balance: 5.00",15',
});
