import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { HttpCall, TlsOptions } from '../../dialects/httpDialect';
import type { Modem } from '../../modem/modem';
import { checkedUrl } from './checkedUrl';
import { httpBody } from './httpBody';
import type { SettledRequest } from './httpRequest';
import { spellable } from '../../grammar/codecs/spellable';
import { isHost, isPort } from '../transfer/isHost';

/** What a user may have made a line too long with, by the names that the user knows. */
const valuesOf = ({ url, headers, proxy }: HttpCall): readonly (readonly [string, string])[] => [
  ['url', url],
  ...Object.entries(headers).map(([name, value]) => [`headers.${name}`, value] as const),
  ...(proxy ? [['proxy.host', proxy.host] as const] : []),
];

/**
 * Checks that each line that sets a request up is one that the modem takes, before anything is written.
 *
 * Fails with `invalid-argument` that names what is too long: `url`, or the longest field of those that share a line.
 */
const checkedLines = ({ title, http, maxLineChars }: Modem['profile'], call: HttpCall): HttpCall => {
  for (const command of http.parameters(call)) {
    const chars = (command?.text.length ?? 0) - 'AT'.length;
    if (chars <= maxLineChars) continue;
    const [name] = valuesOf(call)
      .filter(([, value]) => command?.text.includes(value))
      .reduce((longest, next) => (next[1].length > longest[1].length ? next : longest), ['url', '']);
    return invalidArgument(name, `its line has ${chars} characters; a ${title} takes ${maxLineChars}`);
  }
  return call;
};

const MAX_CONTEXT = 9;

/** Checks TLS options, before anything is written. Fails with `invalid-argument` that names the option: `tls.ca`. */
const checkedTls = (tls: TlsOptions): TlsOptions => {
  for (const name of ['ca', 'clientCertificate', 'clientKey'] as const)
    spellable(tls[name] ?? '', `tls.${name}`, '"');
  const { context = 0 } = tls;
  if (Number.isInteger(context) && context >= 0 && context <= MAX_CONTEXT) return tls;
  return invalidArgument('tls.context', `${context} is not between 0 and ${MAX_CONTEXT}`);
};

/** Checks a proxy, before anything is written. Fails with `invalid-argument` named `proxy.host` or `proxy.port`. */
const checkedProxy = <P extends { readonly host: string; readonly port: number }>(proxy: P): P => {
  const { host, port } = proxy;
  if (!isHost(spellable(host, 'proxy.host')))
    return invalidArgument('proxy.host', 'it is empty, or holds what no host can');
  return isPort(port) ? proxy : invalidArgument('proxy.port', `${port} is not between 1 and 65535`);
};

/** Adds a body's Content-Type to header fields, unless they say one. */
export const typedHeaders = (headers: HttpCall['headers'], type: string | undefined): HttpCall['headers'] => {
  const isSaid = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return type === undefined || isSaid ? headers : { ...headers, 'Content-Type': type };
};

/** What may stand in a field's name (RFC 9110 § 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Checks header fields: a name must be a token, a value can't hold quotes or control characters, which AT can't carry.
 *
 * Fails with `invalid-argument` that names the field.
 */
const checkedHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name)) return invalidArgument('headers', `${JSON.stringify(name)} is no name of a field`);
    spellable(value, `headers.${name}`, '"');
  }
  return headers;
};

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
  if (body && body.length > http.maxContentBytes) {
    return invalidArgument('body', `it has ${body.length} bytes; a ${title} takes ${http.maxContentBytes}`);
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
