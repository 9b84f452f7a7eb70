import { command } from '../grammar/command';
import { countForm } from '../grammar/countForm';
import { flag } from '../grammar/flag';
import { integer } from '../grammar/integer';
import { integerBetween } from '../grammar/integerBetween';

/** HTTP commands that the virtual modem knows and that the tables have not (yet). */

const M800 = 'SIM800 AT manual V1.09';
const MOST = 0x7fff_ffff;

/** A command whose conversation is the plainest: a line, OK. */
const plain = (head: string, does: string, source: string) =>
  command(head, { does, source, timeoutMs: 9_000, example: `\n    > AT${head}\n    < OK` });

export const httpSslState = command('+HTTPSSL?', {
  does: 'Reads whether TLS is on.',
  source: 'SIM800 SSL note V1.00 pages 7–9',
  answers: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSSL?
    < +HTTPSSL: 0
    < OK`,
});
export const httpParameters = plain('+HTTPPARA?', 'Reads the HTTP parameters.', `${M800}`);
export const httpContext = plain('+HTTPSCONT?', 'Reads the HTTP parameters that are saved.', `${M800}`);

export const httpReadNextMarked = command('+HTTPREAD=', {
  does: 'Reads the next bytes of the response body, in marked blocks.',
  source: 'SIM7500/7600 AT manual V3.00 page 332',
  takes: { size: integerBetween(1, MOST) },
  answers: { length: integer },
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
