import { unlisted } from '../../../grammar/codecs/unlisted';
import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { countForm } from '../../../grammar/forms/countForm';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { remainder, text } from '../../../grammar/codecs/text';

/** The SIM800’s own part of HTTP. */

const SOURCE = 'SIM800 AT manual V1.09 pages 250–265';
const MOST = 319_488;

export const httpCid = command('+HTTPPARA="CID",', {
  does: 'Chooses the bearer profile. Mandatory.',
  source: SOURCE,
  takes: { cid: integerBetween(1, 3) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="CID",1
    < OK`,
});

export const httpSsl = command('+HTTPSSL=', {
  does: 'Turns TLS on or off. The modem can’t verify the server.',
  source: 'SIM800 SSL note V1.00 pages 7–9',
  takes: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSSL=1
    < OK`,
});

export const httpSslState = command('+HTTPSSL?', {
  does: 'Reads whether TLS is on.',
  source: 'SIM800 SSL note V1.00 pages 7–9',
  answers: { on: unlisted(flag) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSSL?
    < +HTTPSSL: 0
    < OK`,
});

export const httpParameters = command('+HTTPPARA?', {
  does: 'Reads the HTTP parameters: a header, then a line for each.',
  source: SOURCE,
  answers: { line: remainder },
  answerHeader: '',
  hidesAnswer: true,
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA?
    < +HTTPPARA:
    < CID: 1
    < OK`,
});

export const httpContext = command('+HTTPSCONT?', {
  does: 'Reads the HTTP parameters that are saved: a header, then a line for each.',
  source: SOURCE,
  answers: { line: remainder },
  answerHeader: '',
  hidesAnswer: true,
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSCONT?
    < +HTTPSCONT:1
    < CID: 1
    < OK`,
});

export const httpReadAll = command('+HTTPREAD', {
  does: 'Reads the whole response body. OK alone: nothing is stored.',
  source: `${SOURCE}; IP note § 3.2`,
  answers: { length: count },
  answerForm: countForm('+HTTPREAD'),
  payload: ({ length }) => (length <= MOST ? length : NaN),
  mayBeEmpty: true,
  timeoutMs: 10_000,
  example: `
    > AT+HTTPREAD
    < +HTTPREAD: 5
    << hello
    < OK`,
});

export const httpRead = command('+HTTPREAD=', {
  does: 'Reads a window of the response body; less where less is left. OK alone: nothing is stored.',
  source: SOURCE,
  takes: { offset: integerBetween(0, MOST), size: integerBetween(1, MOST) },
  answers: { length: count },
  answerForm: countForm('+HTTPREAD'),
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  mayBeEmpty: true,
  timeoutMs: 10_000,
  example: `
    > AT+HTTPREAD=0,5
    < +HTTPREAD: 5
    << hello
    < OK`,
});

export const httpStatus = command('+HTTPSTATUS?', {
  does: 'Reads how far a request is.',
  source: `${SOURCE}; IP note § 3.8`,
  answers: {
    method: unlisted(choice({ GET: 'GET', POST: 'POST', HEAD: 'HEAD' })),
    state: unlisted(choice({ idle: 0, receiving: 1, sending: 2 })),
    finished: count,
    remaining: count,
  },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSTATUS?
    < +HTTPSTATUS: GET,1,1440,7915
    < OK`,
});

export const httpUserAgent = command('+HTTPPARA="UA",', {
  does: 'Sets the User-Agent; the modem’s own is SIMCom_MODULE.',
  source: SOURCE,
  takes: { agent: text },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="UA","rxmodem"
    < OK`,
});

export const httpProxyHost = command('+HTTPPARA="PROIP",', {
  does: 'Sets the proxy’s address.',
  source: SOURCE,
  takes: { host: text },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="PROIP","10.0.0.172"
    < OK`,
});

export const httpProxyPort = command('+HTTPPARA="PROPORT",', {
  does: 'Sets the proxy’s port.',
  source: SOURCE,
  takes: { port: integerBetween(1, 65_535) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="PROPORT",80
    < OK`,
});

export const httpRedirect = command('+HTTPPARA="REDIR",', {
  does: 'Follows redirects, or not (the modem’s own way).',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="REDIR",1
    < OK`,
});

export const httpBreak = command('+HTTPPARA="BREAK",', {
  does: 'Begins the body at an offset: a Range field, which the server may ignore.',
  source: SOURCE,
  takes: { offset: integer },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="BREAK",2000
    < OK`,
});

export const httpBreakEnd = command('+HTTPPARA="BREAKEND",', {
  does: 'Ends the body at an offset; smaller than BREAK: at its end.',
  source: SOURCE,
  takes: { offset: integer },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="BREAKEND",4095
    < OK`,
});

export const httpTimeout = command('+HTTPPARA="TIMEOUT",', {
  does: 'Sets how many seconds the server may take; 120 unless told.',
  source: SOURCE,
  takes: { seconds: integerBetween(30, 1_000) },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="TIMEOUT",120
    < OK`,
});

export const httpHeadStored = command('+HTTPHEAD', {
  does: 'Reads the response’s header fields; SIM800/H/L/G only, after a GET.',
  source: SOURCE,
  answers: { length: count },
  answerForm: countForm('+HTTPHEAD'),
  payload: ({ length }) => (length <= MOST ? length : NaN),
  bringsHead: true,
  timeoutMs: 10_000,
  example: `
    > AT+HTTPHEAD
    < +HTTPHEAD: 19
    << HTTP/1.1 200 OK\\r\\n\\r\\n
    < OK`,
});

export const httpGetHead = command('+HTTPGETHEAD=', {
  does: 'Makes a HEAD’s header fields readable with HTTPREAD.',
  source: 'IP note § 3.9',
  takes: { on: flag },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPGETHEAD=1
    < OK`,
});

export const httpSave = command('+HTTPSCONT', {
  does: 'Saves the HTTP parameters; they are loaded at the next start.',
  source: SOURCE,
  timeoutMs: 5_000,
  example: `
    > AT+HTTPSCONT
    < OK`,
});
