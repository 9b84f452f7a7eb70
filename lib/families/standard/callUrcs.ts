import type { Codec } from '../../grammar/codecs/codec';
import { count, integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { unlisted } from '../../grammar/codecs/unlisted';
import { closingQuote } from '../../grammar/forms/closingQuote';
import { patternForm } from '../../grammar/forms/patternForm';
import { dialString } from '../../grammar/codecs/dialString';
import { remainder, text, word } from '../../grammar/codecs/text';
import { lineForm, type LineForm } from '../../grammar/forms/lineForm';
import type { Shape, Values } from '../../grammar/forms/shape';
import { urc } from '../../grammar/urc';
import { listedCall } from './listedCall';

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

/** The answer about a setting, which tells of nobody: `AT+CLIP?` gives `+CLIP: 1,1`. No number of a person is that short without quotes. */
const SETTING = /^\+\w+\s*:\s*\d{1,2}\s*(?:,\s*(?:\d{1,2}|[A-Z?]+)\s*)?$/i;

const personForm = <S extends Shape>(name: string, shape: S): LineForm<Values<S>> => {
  const form = lineForm(name, shape);
  return {
    ...form,
    read: (line) => (SETTING.test(line) ? undefined : form.read(line)),
    readLoosely: (line) => (SETTING.test(line) ? undefined : form.readLoosely?.(line)),
  };
};

const caller = {
  number: text,
  type: optional(integer),
  subaddress: optional(text),
  subaddressType: optional(integer),
  name: optional(text),
  validity: optional(integer),
};

export const callerId = urc('+CLIP', {
  tells: 'Tells who calls, where AT+CLIP=1 asked for it; validity 1 withheld, 2 not known.',
  source: '27.007 § 7.6',
  gives: caller,
  form: personForm('+CLIP', caller),
  hides: true,
  example: '+CLIP: "+491701234567",145,"",0,"",0',
});

export const waitingCall = urc('+CCWA', {
  tells: 'Tells that another person calls while a call is active, where AT+CCWA=1 asked for it.',
  source: '27.007 § 7.12; SIM800 AT manual V1.09 pages 350–354',
  gives: {
    number: text,
    type: optional(integer),
    // Without it the line is the answer to a question (`AT+CCWA=1,2`: `+CCWA: 1,1`).
    class: unlisted(integer),
    name: optional(text),
    validity: optional(integer),
  },
  hides: true,
  example: '+CCWA: "+491701234567",145,1',
});

const answerer = {
  number: text,
  type: optional(integer),
  subaddress: optional(text),
  subaddressType: optional(integer),
  name: optional(text),
};

export const connectedNumber = urc('+COLP', {
  tells: 'Tells who has answered, where AT+COLP=1 asked for it.',
  source: '27.007 § 7.8',
  gives: answerer,
  form: personForm('+COLP', answerer),
  hides: true,
  example: '+COLP: "+491701234567",145',
});

export const callListed = urc('+CLCC', {
  tells: 'Tells the new state of a call, where AT+CLCC=1 asked for it: 6 is ended.',
  source: 'SIM800 AT manual V1.09 page 72; A76XX AT manual V1.09 pages 185–187',
  gives: listedCall,
  hides: true,
  example: '+CLCC: 1,1,4,0,0,"+491701234567",145,""',
});

const words = (line: string, tells: string, source: string) => urc(line, { tells, source, example: line });

const V250 = 'V.250 § 5.7.1; SIM800 AT manual V1.09 pages 29–31';
export const carrierLost = words('NO CARRIER', 'Tells that the call has ended.', V250);
export const busy = words('BUSY', 'Tells that the other side is busy.', V250);
export const noAnswer = words('NO ANSWER', 'Tells that nobody answered the call.', V250);
export const noDialtone = words('NO DIALTONE', 'Tells that the call could not be begun.', V250);
export const calledRings = words('MO RING', 'Tells that the phone that is called rings.', SIM800);
export const calledAnswers = words('MO CONNECTED', 'Tells that the call that was made is answered.', SIM800);

const missed = { number: optional(dialString) };

export const missedCall = urc('MISSED_CALL', {
  tells:
    'Tells that a call was not answered, and who called. Modems print the time of day before the number.',
  source: 'observed on SIM7600 and SIM5320: MISSED_CALL: 08:40AM +491701234567',
  gives: missed,
  form: patternForm(missed, {
    shows: 'MISSED_CALL: [<number>]',
    pattern: /^MISSED_CALL\s*:\s*(?:\d{1,2}:\d{2}\s?(?:[AP]M\s?)?)?"?([^"\s:]*)"?$/,
    loosely: /^MISSED_CALL\s*:\s*(?:\d{1,2}:\d{2}\s*(?:[AP]M\s*)?)?(\S*)$/i,
    write: ({ number }) => `MISSED_CALL: ${number ?? ''}`,
  }),
  hides: true,
  example: 'MISSED_CALL: +491701234567',
});

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
    loosely: /^VOICE CALL\s*:\s*END(?:\s*:\s*(.*))?$/i,
    write: ({ seconds }) =>
      `VOICE CALL: END${seconds === undefined ? '' : `: ${hhmmss.write(seconds, 'seconds')}`}`,
  }),
  example: 'VOICE CALL: END: 000017',
});

export const toneHeard = urc('+DTMF', {
  tells: 'Tells a DTMF key that the other side pressed, and how long, in milliseconds.',
  source: 'SIM800 AT manual V1.09 page 333',
  gives: { key: word, lastedMs: optional(integer) },
  hides: true,
  example: '+DTMF: 5',
});

export const toneReceived = urc('+RXDTMF', {
  tells: 'Tells a DTMF key that the other side pressed.',
  source: 'observed on SIM7600 and A76XX',
  gives: { key: word },
  hides: true,
  example: '+RXDTMF: 5',
});

const ussdFields = { status: count, text: optional(text), coding: optional(count) };

const USSD = /^\+CUSD\s*:\s*"?(\d{1,16})"?\s*(?:,\s*([^]*))?$/i;
/** A text without quotes is one line; only a number is taken for its coding. */
const BARE_USSD = /^([^",\r\n][^"\r\n]*?)\s*(?:,\s*(\d{1,3})\s*)?$/;
/** A coding and no text. */
const CODING_ALONE = /^,\s*"?([^\s",]{0,24})"?\s*$/;

interface UssdText {
  readonly said?: string | undefined;
  readonly coding: string;
}

/** The text may hold quotes and commas, since it has no escapes, and its end may be cut off. */
const ussdText = (rest: string): UssdText | undefined => {
  if (rest.startsWith('"')) {
    const end = closingQuote(rest);
    if (end) return { said: rest.slice(1, end.at), coding: end.behind };
    return { said: rest.slice(1).replace(/"\s*$/, ''), coding: '' };
  }
  const [, alone] = CODING_ALONE.exec(rest) ?? [];
  if (rest === '' || alone !== undefined) return { coding: alone ?? '' };
  const [, said, coding = ''] = BARE_USSD.exec(rest) ?? [];
  return said === undefined ? undefined : { said, coding };
};

const ussdForm: LineForm<Values<typeof ussdFields>> = {
  key: '+CUSD',
  keys: ['+CUSD', '+cusd'],
  shows: '+CUSD: <status>[,<text>[,<coding>]]',
  read: (line) => {
    const [, status, rest = ''] = USSD.exec(line) ?? [];
    const found = status === undefined ? undefined : ussdText(rest);
    if (!found) return undefined;
    // A coding that no table has is not known: the text is read by what it looks like.
    const coding = count.read(found.coding);
    return Object.freeze({
      status: Number(status),
      ...(found.said !== undefined && { text: found.said }),
      ...(coding !== undefined && { coding }),
    });
  },
  write: ({ status, text: said, coding }) => {
    const quoted = said === undefined ? '' : `"${said}"`;
    const fields =
      coding !== undefined ? [status, quoted, coding] : said === undefined ? [status] : [status, quoted];
    return `+CUSD: ${fields.join(',')}`;
  },
};

export const ussd = urc('+CUSD', {
  tells:
    'Tells the network’s answer to a USSD code: 0 done, 1 a reply is wanted, 2 ended, 3 another client has answered, 4 not supported, 5 time-out.',
  source: '27.007 § 7.15; SIM800 AT manual V1.09 pages 108–109; A76XX AT manual V1.09 pages 87–89',
  gives: ussdFields,
  form: ussdForm,
  spansLines: true,
  hides: true,
  example: '+CUSD: 0,"Balance: 5.00",15',
});
