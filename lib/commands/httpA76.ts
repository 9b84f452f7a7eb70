import { command } from '../grammar/command';
import { countForm } from '../grammar/countForm';
import { integer } from '../grammar/integer';
import { integerBetween } from '../grammar/integerBetween';
import { urc } from '../grammar/urc';

/** The A76XX’s own part of HTTP. */

const SOURCE = 'A76XX AT manual V1.09 § 16.2';
const MOST = 0x7fff_ffff;
/** No header is longer: more is not believed. */
const MOST_HEAD = 65_536;

export const httpHead = command('+HTTPHEAD', {
  does: 'Reads the response’s header fields.',
  source: `${SOURCE}.6; HTTP(S) note § 3.1`,
  answers: { length: integer },
  answerForm: countForm('+HTTPHEAD'),
  payload: ({ length }) => (length <= MOST_HEAD ? length : NaN),
  timeoutMs: 120_000,
  example: `
    > AT+HTTPHEAD
    < +HTTPHEAD: 19
    << HTTP/1.1 200 OK\\r\\n\\r\\n
    < OK`,
});

export const httpStored = command('+HTTPREAD?', {
  does: 'Reads how many bytes of the body can be read.',
  source: `${SOURCE}.7`,
  answers: { length: integer },
  answerHeader: '+HTTPREAD: LEN,',
  timeoutMs: 9_000,
  example: `
    > AT+HTTPREAD?
    < +HTTPREAD: LEN,22505
    < OK`,
});

export const httpReadBlocks = command('+HTTPREAD=', {
  does: 'Reads a window of the response body: OK first, then one or many blocks, then +HTTPREAD: 0.',
  source: `${SOURCE}.7; HTTP(S) note § 3.1`,
  takes: { offset: integerBetween(0, MOST), size: integerBetween(1, MOST) },
  answers: { length: integer },
  answerForm: countForm('+HTTPREAD'),
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  ending: { by: 'last-answer', isLast: ({ length }) => length === 0 },
  timeoutMs: 15_000,
  example: `
    > AT+HTTPREAD=0,500
    < OK
    < +HTTPREAD: 5
    << hello
    < +HTTPREAD: 0`,
});

export const httpReadNext = command('+HTTPREAD=', {
  does: 'Reads the next bytes of the response body: OK first, then one or many blocks, then +HTTPREAD: 0.',
  source: `${SOURCE}.7`,
  takes: { size: integerBetween(1, MOST) },
  answers: { length: integer },
  answerForm: countForm('+HTTPREAD'),
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  ending: { by: 'last-answer', isLast: ({ length }) => length === 0 },
  timeoutMs: 15_000,
  example: `
    > AT+HTTPREAD=5
    < OK
    < +HTTPREAD: 5
    << hello
    < +HTTPREAD: 0`,
});

export const httpPeerClosed = urc('+HTTP_PEER_CLOSED', {
  tells: 'Tells that the server closed the connection; what came can still be read.',
  source: 'HTTP(S) note § 4.2',
  example: '+HTTP_PEER_CLOSED',
});

export const httpNoNetwork = urc('+HTTP_NONET_EVENT', {
  tells: 'Tells that the network is gone.',
  source: 'HTTP(S) note § 4.2',
  example: '+HTTP_NONET_EVENT',
});
