import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { countForm } from '../../../grammar/forms/countForm';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';
import { HTTP_METHODS } from '../../simcom/httpMethods';

/** The A76XX’s own part of HTTP. */

const SOURCE = 'A76XX AT manual V1.09 pages 354–368';
const MOST = 0x7fff_ffff;
/** No header is longer: more is not believed. */
const MAX_HEAD = 65_536;

export const httpHead = command('+HTTPHEAD', {
  does: 'Reads the response’s header fields.',
  source: `${SOURCE}; HTTP(S) note § 3.1`,
  answers: { length: count },
  answerForm: countForm('+HTTPHEAD'),
  payload: ({ length }) => (length <= MAX_HEAD ? length : NaN),
  bringsHead: true,
  timeoutMs: 120_000,
  example: `
    > AT+HTTPHEAD
    < +HTTPHEAD: 19
    << HTTP/1.1 200 OK\\r\\n\\r\\n
    < OK`,
});

export const httpStored = command('+HTTPREAD?', {
  does: 'Reads how many bytes of the body can be read.',
  source: SOURCE,
  answers: { length: count },
  answerHeader: '+HTTPREAD: LEN,',
  timeoutMs: 9_000,
  example: `
    > AT+HTTPREAD?
    < +HTTPREAD: LEN,22505
    < OK`,
});

export const httpReadBlocks = command('+HTTPREAD=', {
  does: 'Reads a window of the response body: OK first, then one or many blocks, then +HTTPREAD: 0.',
  source: `${SOURCE}; HTTP(S) note § 3.1`,
  takes: { offset: integerBetween(0, MOST), size: integerBetween(1, MOST) },
  answers: { length: count },
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
  source: SOURCE,
  takes: { size: integerBetween(1, MOST) },
  answers: { length: count },
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
  isEnd: () => true,
  tells: 'Tells that the network is gone.',
  source: 'HTTP(S) note § 4.2',
  example: '+HTTP_NONET_EVENT',
});

export const httpConnectTime = command('+HTTPPARA="CONNECTTO",', {
  does: 'Sets how many seconds connecting may take; 120 unless told.',
  source: SOURCE,
  takes: { seconds: integerBetween(20, 120) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="CONNECTTO",60
    < OK`,
});

export const httpReceiveTime = command('+HTTPPARA="RECVTO",', {
  does: 'Sets how many seconds the response may take; 20 unless told.',
  source: SOURCE,
  takes: { seconds: integerBetween(2, 120) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="RECVTO",60
    < OK`,
});

export const httpAccept = command('+HTTPPARA="ACCEPT",', {
  does: 'Sets the Accept field; */* unless told.',
  source: SOURCE,
  takes: { type: text },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="ACCEPT","application/json"
    < OK`,
});

export const httpSslContext = command('+HTTPPARA="SSLCFG",', {
  does: 'Chooses the TLS context of HTTPS.',
  source: SOURCE,
  takes: { context: integerBetween(0, 9) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="SSLCFG",1
    < OK`,
});

export const httpReadMode = command('+HTTPPARA="READMODE",', {
  does: 'Keeps the response so that it can be read again (1; it must be shorter than 1 MB), or not (0).',
  source: SOURCE,
  takes: { keep: flag },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="READMODE",1
    < OK`,
});

const path = choice({ local: 1, card: 2 });

export const httpPostFile = command('+HTTPPOSTFILE=', {
  does: 'Sends a request with a file of the modem’s as its body; OK comes at once, the result later.',
  source: `${SOURCE}; HTTP(S) note § 3.1`,
  takes: {
    file: text,
    path: optional(path),
    method: optional(choice(HTTP_METHODS)),
    withHeader: optional(flag),
  },
  timeoutMs: 10_000,
  example: `
    > AT+HTTPPOSTFILE="getbaidu.txt",1
    < OK`,
});

export const httpPostFileDone = urc('+HTTPPOSTFILE', {
  tells: 'Tells the result of HTTPPOSTFILE: status and length; the method first where one was given.',
  source: `${SOURCE}; HTTP(S) note § 3.1`,
  gives: { first: integer, second: integer, third: optional(integer) },
  example: '+HTTPPOSTFILE: 200,14615',
});

export const httpReadFile = command('+HTTPREADFILE=', {
  does: 'Stores the response’s body in a file of the modem’s; OK comes at once, the result later.',
  source: `${SOURCE}; HTTP(S) note § 3.1`,
  takes: { file: text, path: optional(path) },
  timeoutMs: 10_000,
  example: `
    > AT+HTTPREADFILE="readbaidu.dat"
    < OK`,
});

export const httpReadFileDone = urc('+HTTPREADFILE', {
  tells: 'Tells the result of HTTPREADFILE: 0 or a code.',
  source: `${SOURCE}; HTTP(S) note § 3.1`,
  gives: { code: integer },
  example: '+HTTPREADFILE: 0',
});
