import type { HttpHead } from '../../grammar/errors/httpHead';
import { invalidArgument } from '../../grammar/errors/modemError';
import type { HttpRequest } from './httpRequest';

/** How many redirects are followed, one after the other. */
export const MAX_REDIRECTS = 20;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a status asks for the request to be made elsewhere. */
export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

/**
 * The request that a redirect asks for; `undefined` where the response is no redirect, or its Location is missing or can't be
 * read. The one rule of `redirect: 'follow'`, `createFetch` and the command's `-L`:
 *
 *     POST http://a/form   302, Location: /done       →   GET http://a/done
 *     GET  http://a/x      302, Location: http://b/   →   GET http://b/, without credentials
 *
 * - 303, and 301 and 302 of a POST, become a GET, without body and the header fields that describe one; a HEAD stays a HEAD.
 * - Another origin (scheme, host or port) gets no credentials: neither `Authorization`, `Cookie`, `Host` and
 *   `Proxy-Authorization`, nor a field whose name says that it holds a key, token or password (`X-Api-Key`, `Private-Token`).
 * - HTTPS does not become HTTP, and no redirect leads to another scheme: fails with `invalid-argument` named `redirect`.
 *
 * Source: RFC 9110 § 15.4; Fetch § 4.4.
 */
export const redirected = (
  request: HttpRequest,
  { status, headers }: Pick<HttpHead, 'status' | 'headers'>,
): HttpRequest | undefined => {
  const { location } = headers;
  const url = String(request.url);
  if (!isRedirect(status) || location === undefined || !URL.canParse(location, url)) return undefined;
  const [from, to] = [new URL(url), new URL(location, url)];
  if (!/^https?:$/.test(to.protocol)) return refused(`it leads to ${to.protocol}, which is not HTTP`);
  if (from.protocol === 'https:' && to.protocol === 'http:') return refused('it leads from HTTPS to HTTP');
  const given = request.headers ?? {};
  const shown = from.origin === to.origin ? given : without(given, isCredential);
  if (!becomesGet(status, request.method)) return { ...request, url: to.href, headers: shown };
  const { body: _, fromFile: __, ...rest } = request;
  return { ...rest, method: 'GET', url: to.href, headers: without(shown, isOfBody) };
};

/** Fails: a redirect is not followed. */
export const refused = (problem: string): never => invalidArgument('redirect', problem);

/** Fails: redirects go on and on. */
export const tooMany = (max: number): never => refused(`more than ${max} redirects follow each other`);

/** Whether header fields hold what another origin must not see. */
export const hasCredentials = (headers: HttpRequest['headers'] = {}): boolean =>
  Object.keys(headers).some(isCredential);

type Headers = NonNullable<HttpRequest['headers']>;

const becomesGet = (status: number, method: HttpRequest['method']): boolean =>
  status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';

const NAMED = /^(?:cookie2?|host)$/i;
const TELLING =
  /auth|key|token|secret|passw|credential|signature|session|bearer|jwt|[cx]srf|(?:^|[_-])(?:pin|pwd|sid)(?:$|[_-])/i;

const isCredential = (name: string): boolean => NAMED.test(name) || TELLING.test(name);

const isOfBody = (name: string): boolean => /^content-/i.test(name);

const without = (headers: Headers, isOut: (name: string) => boolean): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !isOut(name)));
