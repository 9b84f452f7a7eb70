import { command } from '../../grammar/command';
import type { Codec } from '../../grammar/codecs/codec';
import { count, integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { remainder, text } from '../../grammar/codecs/text';

/** The places of a phonebook: `(1-250)`. */
const places: Codec<{ readonly from: number; readonly to: number }> = {
  shows: '(from-to)',
  read: (field) => {
    const [, from, to] = /^\((\d{1,5})\s*-\s*(\d{1,5})\)$/.exec(field) ?? [];
    return from === undefined ? undefined : { from: Number(from), to: Number(to) };
  },
  write: ({ from, to }) => `(${from}-${to})`,
};

/** Phonebooks, and the subscriber’s own numbers: 27.007 § 7.1, § 8.11–8.14. */

export const phonebook = command('+CPBS=', {
  does: 'Chooses a phonebook: SM of the SIM, ME of the modem, ON the subscriber’s own numbers.',
  source: '27.007 § 8.11',
  takes: { store: text },
  timeoutMs: 9_000,
  example: `
    > AT+CPBS="SM"
    < OK`,
});

export const phonebookSet = command('+CPBS?', {
  does: 'Reads which phonebook is chosen, and how full it is.',
  source: '27.007 § 8.11',
  answers: { store: text, used: optional(count), total: optional(count) },
  timeoutMs: 9_000,
  example: `
    > AT+CPBS?
    < +CPBS: "SM",3,250
    < OK`,
});

/** Some modems print more behind the name: a group, a second number. Others leave out what is empty. */
const entry = {
  index: integer,
  number: text,
  type: optional(integer),
  name: optional(text),
  more: optional(remainder),
};

export const phonebookRange = command('+CPBR=?', {
  does: 'Reads which places a phonebook has, and how long its numbers and names may be.',
  source: '27.007 § 8.12; A76XX AT manual V1.09 pages 209–214',
  answers: { places, maxDigits: optional(count), maxLetters: optional(count) },
  timeoutMs: 20_000,
  example: `
    > AT+CPBR=?
    < +CPBR: (1-250),40,14
    < OK`,
});

export const phonebookFind = command('+CPBF=', {
  does: 'Finds the entries whose names begin with a text; an empty text finds all.',
  source: '27.007 § 8.13; A76XX AT manual V1.09 pages 209–214',
  takes: { text },
  answers: entry,
  secret: () => ['text'],
  hidesAnswer: true,
  mayBeEmpty: true,
  holdsTexts: true,
  timeoutMs: 30_000,
  example: `
    > AT+CPBF="Ad"
    < +CPBF: 1,"+491701234567",145,"Ada"
    < OK`,
});

export const phonebookRead = command('+CPBR=', {
  does: 'Reads entries of a phonebook.',
  source: '27.007 § 8.12',
  takes: { from: integer, to: optional(integer) },
  answers: entry,
  hidesAnswer: true,
  mayBeEmpty: true,
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+CPBR=1,10
    < +CPBR: 1,"+491701234567",145,"Ada"
    < OK`,
});

export const phonebookWrite = command('+CPBW=', {
  does: 'Writes an entry of a phonebook; an index alone deletes it.',
  source: '27.007 § 8.14',
  takes: {
    index: optional(integer),
    number: optional(text),
    type: optional(integer),
    name: optional(text),
  },
  secret: () => ['number', 'name'],
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+CPBW=1,"+491701234567",145,"Ada"
    < OK`,
});

export const ownNumbers = command('+CNUM', {
  does: 'Reads the subscriber’s own numbers, where the SIM has them.',
  source: '27.007 § 7.1',
  answers: { name: optional(text), number: text, type: integer },
  hidesAnswer: true,
  mayBeEmpty: true,
  holdsTexts: true,
  timeoutMs: 9_000,
  example: `
    > AT+CNUM
    < +CNUM: "","+8613900000000",145
    < OK`,
});
