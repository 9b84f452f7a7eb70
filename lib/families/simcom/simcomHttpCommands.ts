import { HTTP_METHODS } from './httpMethods';
import { choice } from '../../grammar/codecs/choice';
import { command } from '../../grammar/command';
import { count, integer, integerBetween } from '../../grammar/codecs/integer';
import { parameter, text } from '../../grammar/codecs/text';
import { holdsSecretField, isSecretHttpParameter, isSecretUrl } from '../../grammar/secrets';
import { urc } from '../../grammar/urc';
import { PROBE_MS } from '../standard/probeMs';

/** What both families' HTTP services share: session, parameters, action, result. */

const M800 = 'SIM800 AT manual V1.09 pages 250–265';
const MA76 = 'A76XX AT manual V1.09 pages 354–368';

export const httpInit = command('+HTTPINIT', {
  does: 'Begins an HTTP session. On A76XX it activates the PDP context, too.',
  source: `${M800}; ${MA76}`,
  timeoutMs: 120_000,
  probeMs: PROBE_MS,
  example: `
    > AT+HTTPINIT
    < OK`,
});

export const httpTerm = command('+HTTPTERM', {
  does: 'Ends the HTTP session.',
  source: `${M800}; ${MA76}`,
  timeoutMs: 120_000,
  probeMs: PROBE_MS,
  example: `
    > AT+HTTPTERM
    < OK`,
});

export const httpUrl = command('+HTTPPARA="URL",', {
  does: 'Sets the URL.',
  source: `${M800}; ${MA76}`,
  takes: { url: text },
  secret: ({ url }) => (isSecretUrl(url) ? ['url'] : []),
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="URL","http://www.sim.com/"
    < OK`,
});

export const httpContent = command('+HTTPPARA="CONTENT",', {
  does: 'Sets the Content-Type of the request.',
  source: `${M800}; ${MA76}`,
  takes: { type: text },
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="CONTENT","application/json"
    < OK`,
});

export const httpUserData = command('+HTTPPARA="USERDATA",', {
  does: 'Adds a header field to the request.',
  source: `${M800}; ${MA76}`,
  takes: { field: text },
  secret: ({ field }) => (holdsSecretField(field) ? ['field'] : []),
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="USERDATA","X-Board: 7"
    < OK`,
});

export const httpParameter = command('+HTTPPARA=', {
  does: 'Sets any HTTP parameter.',
  source: `${M800}; ${MA76}`,
  takes: { tag: text, value: parameter },
  secret: ({ tag, value }) => (isSecretHttpParameter(tag, value) ? ['value'] : []),
  timeoutMs: 5_000,
  example: `
    > AT+HTTPPARA="REDIR",1
    < OK`,
});

export const httpAction = command('+HTTPACTION=', {
  does: 'Sends the request. OK comes at once, the result later as +HTTPACTION: with the line free in between.',
  source: `${M800}; ${MA76}`,
  takes: { method: choice(HTTP_METHODS) },
  timeoutMs: 10_000,
  example: `
    > AT+HTTPACTION=0
    < OK`,
});

export const httpActionDone = urc('+HTTPACTION', {
  tells: 'Tells the result of a request: HTTP status or the modem’s own code, and the body’s length.',
  source: `${M800}; ${MA76}`,
  gives: { method: choice(HTTP_METHODS), status: integer, length: count },
  example: '+HTTPACTION: 0,200,1000',
});

export const httpData = command('+HTTPDATA=', {
  does: 'Takes the request’s body: DOWNLOAD, then the bytes, then OK. The time is in ms on SIM800, in s on A76XX.',
  source: `${M800}; ${MA76}`,
  takes: { size: integerBetween(0, 319_488), time: integer },
  prompt: { by: 'line', line: 'DOWNLOAD', withinMs: 10_000, isOnlyStored: true },
  timeoutMs: 125_000,
  example: `
    > AT+HTTPDATA=5,10000
    < DOWNLOAD
    >> hello
    < OK`,
});
