import { command } from '../../grammar/command';
import { countForm } from '../../grammar/forms/countForm';
import { count, integerBetween } from '../../grammar/codecs/integer';

/** Where the SIM7500/7600 spells HTTP in another way than its A76XX relatives: `DATA,` in front of each count. */

const SOURCE = 'SIM7500/7600 AT manual V3.00 page 332';
const MOST = 0x7fff_ffff;
/** No header is longer: more is not believed. */
const MAX_HEAD = 65_536;

export const sim7600HttpHead = command('+HTTPHEAD', {
  does: 'Reads the response’s header fields.',
  source: SOURCE,
  answers: { length: count },
  answerForm: countForm('+HTTPHEAD', 'DATA'),
  payload: ({ length }) => (length <= MAX_HEAD ? length : NaN),
  bringsHead: true,
  timeoutMs: 120_000,
  example: `
    > AT+HTTPHEAD
    < +HTTPHEAD: DATA,19
    << HTTP/1.1 200 OK\\r\\n\\r\\n
    < OK`,
});

export const sim7600HttpRead = command('+HTTPREAD=', {
  does: 'Reads a window of the response body: OK first, then blocks of 1024, then +HTTPREAD: 0.',
  source: SOURCE,
  takes: { offset: integerBetween(0, MOST), size: integerBetween(1, MOST) },
  answers: { length: count },
  answerForm: countForm('+HTTPREAD', 'DATA'),
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  ending: { by: 'last-answer', isLast: ({ length }) => length === 0 },
  timeoutMs: 15_000,
  example: `
    > AT+HTTPREAD=0,500
    < OK
    < +HTTPREAD: DATA,5
    << hello
    < +HTTPREAD: 0`,
});

export const sim7600HttpReadNext = command('+HTTPREAD=', {
  does: 'Reads the next bytes of the response body: OK first, then blocks, then +HTTPREAD: 0.',
  source: SOURCE,
  takes: { size: integerBetween(1, MOST) },
  answers: { length: count },
  answerForm: countForm('+HTTPREAD', 'DATA'),
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  ending: { by: 'last-answer', isLast: ({ length }) => length === 0 },
  timeoutMs: 15_000,
  example: `
    > AT+HTTPREAD=5
    < OK
    < +HTTPREAD: DATA,5
    << hello
    < +HTTPREAD: 0`,
});
