import { command } from '../../grammar/command';
import { count, integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { text } from '../../grammar/codecs/text';

/** Phonebooks, and the numbers of one's own: 27.007 § 7.1, § 8.11–8.14. */

export const phonebook = command('+CPBS=', {
  does: 'Chooses a phonebook: SM of the SIM, ME of the modem, ON one’s own numbers.',
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

export const phonebookRead = command('+CPBR=', {
  does: 'Reads entries of a phonebook.',
  source: '27.007 § 8.12',
  takes: { from: integer, to: optional(integer) },
  answers: { index: integer, number: text, type: integer, name: text },
  mayBeEmpty: true,
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
  timeoutMs: 9_000,
  example: `
    > AT+CPBW=1,"+491701234567",145,"Ada"
    < OK`,
});

export const ownNumbers = command('+CNUM', {
  does: 'Reads one’s own numbers, where the SIM knows them.',
  source: '27.007 § 7.1',
  answers: { name: optional(text), number: text, type: integer },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+CNUM
    < +CNUM: "","+8613900000000",145
    < OK`,
});
