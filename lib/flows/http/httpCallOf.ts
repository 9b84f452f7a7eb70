import { serviceOf } from '../../dialects/serviceOf';
import { checkOptions, withDefaults } from '../../grammar/checkOptions';
import { HTTP_CHECKS } from './httpChecks';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { Command } from '../../grammar/command';
import type { ByteRange, HttpCall, HttpDraft, HttpPolicies } from '../../dialects/httpCall';
import type { HttpDialect } from '../../dialects/httpDialect';
import type { Profile } from '../../dialects/profile';
import { begunBody } from './begunBody';
import { checkedUrl } from './checkedUrl';
import { httpBody, type StreamedBody } from './httpBody';
import type { HttpRequest } from './httpRequest';
import { spellable } from '../../grammar/codecs/spellable';
import { exponential } from '../../../operators/retryPolicy';
import { checkedAccess } from '../transfer/checkedAccess';
import { checkedTls } from '../transfer/checkedTls';
import { isHost, isPort } from '../transfer/isHost';

const RETRY = Object.freeze({ attempts: 3, delay: exponential({ fromMs: 500, upToMs: 10_000 }) });
const RESULT_MS = 125_000;
const INPUT_MS = 120_000;
/** The most that a modem takes for `serverMs`, and how much more its result may take. */
const MAX_SERVER_MS = 1_000_000;
const SLACK_MS = 5_000;

/** A server that is given its time is waited for as long: connecting may take `serverMs`, and receiving as long again. */
const resultMsFor = (serverMs = 0): number =>
  Math.max(RESULT_MS, Math.min(MAX_SERVER_MS, 2 * serverMs) + SLACK_MS);

/** Checks a proxy. Fails with `invalid-argument` named `proxy.host` or `proxy.port`. */
const checkedProxy = <P extends { readonly host: string; readonly port: number }>(proxy: P): P => {
  const { host, port } = proxy;
  if (!isHost(spellable(host, 'proxy.host')))
    return invalidArgument('proxy.host', 'it is empty, or holds what no host can');
  return isPort(port) ? proxy : invalidArgument('proxy.port', `${port} is not between 1 and 65535`);
};

/** Adds a body's Content-Type to header fields that have none. */
export const typedHeaders = (headers: HttpCall['headers'], type: string | undefined): HttpCall['headers'] => {
  const isGiven = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return type === undefined || isGiven ? headers : { ...headers, 'Content-Type': type };
};

/** The characters of a field's name (RFC 9110 § 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Checks header fields: a name must be a token, a value can't hold quotes or control characters, which AT can't carry.
 *
 * Fails with `invalid-argument` that names the field.
 */
const checkedHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name))
      return invalidArgument(
        'headers',
        `${JSON.stringify(name)} is not a field name; remove blanks and separators`,
      );
    spellable(value, `headers.${name}`, '"');
  }
  return headers;
};

/** Modems turn these characters of USERDATA into line ends: a value that holds them would begin another field. */
const ESCAPE = /\\[rn]/i;

const unescaped = (headers: HttpCall['headers']): HttpCall['headers'] => {
  const [name] = Object.entries(headers).find(([, value]) => ESCAPE.test(value)) ?? [];
  if (name === undefined) return headers;
  return invalidArgument(`headers.${name}`, 'it holds \\r or \\n, which the modem turns into a line end');
};

/** Checks a request's body and files against method and family. */
const checkedBody = (profile: Profile, request: HttpRequest): StreamedBody | undefined => {
  const { method = 'GET', body: given, fromFile, toFile, into } = request;
  const { maxContentBytes } = serviceOf(profile, 'http');
  const body = given === undefined ? undefined : httpBody(given);
  if (body && !(Number.isSafeInteger(body.length) && body.length >= 0))
    return invalidArgument('body', `its length, ${body.length}, is no number of bytes`);
  if (body && body.length > maxContentBytes)
    return invalidArgument(
      'body',
      `it has ${body.length} bytes; a ${profile.title} takes ${maxContentBytes}`,
    );
  if (body && !['POST', 'PUT'].includes(method))
    return invalidArgument('body', `a ${method} request has none`);
  if (fromFile !== undefined && body) return invalidArgument('fromFile', 'the request has a body, too');
  if (toFile !== undefined && into) return invalidArgument('toFile', 'the request has a sink, too');
  return body;
};

const policiesOf = (request: HttpRequest, retry: HttpPolicies['retry']): HttpPolicies => {
  const { method, idempotent = method !== 'POST', resume = true, timeout = {} } = request;
  const { windowBytes = 'auto', workingEveryMs, into, unreadMs } = request;
  const { accepts = (status) => status < 400 } = request;
  return { retry, idempotent, resume, timeout, windowBytes, workingEveryMs, into, unreadMs, accepts };
};

const draftOf = (profile: Profile, request: HttpRequest, retry: HttpPolicies['retry']): HttpDraft => {
  const { method = 'GET', url, headers = {}, redirect, proxy, tls = {}, access = {} } = request;
  const { fromFile, toFile, keep = false, serverMs, inputMs = INPUT_MS } = request;
  const content = checkedBody(profile, request);
  return {
    ...policiesOf(request, retry),
    method,
    url: checkedUrl(url),
    headers: unescaped(checkedHeaders(typedHeaders(headers, content?.type))),
    content,
    fromFile,
    toFile,
    keepsResponse: keep,
    range: undefined,
    followsRedirects: redirect === 'follow',
    proxy: proxy && checkedProxy(proxy),
    tls: checkedTls(tls),
    access: checkedAccess(access),
    serverMs,
    resultMs: request.resultMs ?? resultMsFor(serverMs),
    inputMs,
  };
};

/** What may have made a line too long, by the names that users know. */
const valuesOf = ({ url, headers, proxy }: HttpDraft): readonly (readonly [string, string])[] => [
  ['url', url],
  ...Object.entries(headers).map(([name, value]) => [`headers.${name}`, value] as const),
  ...(proxy ? [['proxy.host', proxy.host] as const] : []),
];

/** Fails with `invalid-argument` where a line is too long; names `url`, or the longest field of those that share the line. */
const checkLine = ({ title, maxLineChars }: Profile, draft: HttpDraft, { text }: Command): void => {
  const chars = text.length - 'AT'.length;
  if (chars <= maxLineChars) return;
  const [name] = valuesOf(draft)
    .filter(([, value]) => text.includes(value))
    .reduce((longest, next) => (next[1].length > longest[1].length ? next : longest), ['url', '']);
  invalidArgument(name, `its line has ${chars} characters; a ${title} takes ${maxLineChars}`);
};

/**
 * Makes a call of a request: fills in defaults, checks it against the family, and spells its commands. Nothing is written.
 *
 * Fails with `invalid-argument`, which names the argument, and with `unsupported` for what the family lacks.
 */
export const httpCallOf = (profile: Profile, request: HttpRequest): HttpCall => {
  const { title } = profile;
  const http = serviceOf(profile, 'http');
  const { method = 'GET', retry: given = {} } = checkOptions(request, HTTP_CHECKS);
  begunBody.check(request);
  const retry = withDefaults(RETRY, given);
  const missing = (feature: string): ModemError =>
    new ModemError({ kind: 'unsupported', family: title, feature });
  if (!http.methods.includes(method)) throw missing(`HTTP ${method}`);
  const draft = draftOf(profile, request, retry);
  const lack = http.unsupportedFeature(draft);
  if (lack !== undefined) throw missing(lack);
  const commands = http.prepare(draft);
  for (const command of commands) checkLine(profile, draft, command);
  return { ...draft, commands };
};

/** The same call for a part of the body. */
export const httpPartOf = (http: HttpDialect, call: HttpCall, range: ByteRange): HttpCall => {
  const part = { ...call, range };
  return { ...part, commands: http.prepare(part) };
};
