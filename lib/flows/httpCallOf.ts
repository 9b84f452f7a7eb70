import { invalidArgument } from '../grammar/invalidArgument';
import { ModemError } from '../grammar/modemError';
import type { HttpCall } from '../dialects/httpDialect';
import type { Modem } from '../modem/modem';
import { checkedHeaders } from './checkedHeaders';
import { checkedLines } from './checkedLines';
import { checkedProxy } from './checkedProxy';
import { checkedTls } from './checkedTls';
import { checkedUrl } from './checkedUrl';
import { httpBody } from './httpBody';
import type { SettledRequest } from './httpDefaults';
import { typedHeaders } from './typedHeaders';

/** Modems make line ends of these characters in USERDATA: a value that holds them would be fields of its own. */
const ESCAPE = /\\[rn]/i;

const unescaped = (headers: HttpCall['headers']): HttpCall['headers'] => {
  const [name] = Object.entries(headers).find(([, value]) => ESCAPE.test(value)) ?? [];
  if (name === undefined) return headers;
  return invalidArgument(`headers.${name}`, 'it holds \\r or \\n, of which the modem makes a line end');
};

/**
 * Makes a checked call of a request, before anything is written.
 *
 * Fails with `invalid-argument`, which names the argument, and with `unsupported` for what the family does not have.
 */
export const httpCallOf = (profile: Modem['profile'], request: SettledRequest): HttpCall => {
  const { title, http } = profile;
  const missing = (feature: string): ModemError =>
    new ModemError({ kind: 'unsupported', family: title, feature });
  const { method, url, headers, redirect, proxy, tls, serverMs, resultMs, inputMs } = request;
  if (!http.methods.includes(method)) throw missing(`HTTP ${method}`);
  const body = request.body === undefined ? undefined : httpBody(request.body);
  if (body && !(Number.isSafeInteger(body.length) && body.length >= 0))
    return invalidArgument('body', `its length, ${body.length}, is no number of bytes`);
  if (body && body.length > http.mostContentBytes) {
    return invalidArgument('body', `it has ${body.length} bytes; a ${title} takes ${http.mostContentBytes}`);
  }
  if (body && !['POST', 'PUT'].includes(method))
    return invalidArgument('body', `a ${method} request has none`);
  const { fromFile, toFile, keep = false } = request;
  if (fromFile !== undefined && body) return invalidArgument('fromFile', 'the request has a body, too');
  if (toFile !== undefined && request.into) return invalidArgument('toFile', 'the request has a sink, too');
  const call: HttpCall = {
    method,
    url: checkedUrl(url),
    headers: unescaped(checkedHeaders(typedHeaders(headers, body?.type))),
    content: body,
    fromFile,
    toFile,
    keeps: keep,
    range: undefined,
    follows: redirect === 'follow',
    proxy: proxy && checkedProxy(proxy),
    tls: checkedTls(tls),
    serverMs,
    resultMs,
    inputMs,
  };
  const lack = http.lacks(call);
  if (lack !== undefined) throw missing(lack);
  return checkedLines(profile, call);
};
