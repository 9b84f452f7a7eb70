import { concat, defer, EMPTY, type Observable, takeWhile, throwError } from 'rxjs';
import { http, type HttpRequest, type Modem, type TransferEvent, type HttpHead } from 'rxmodem';
import { CliError } from '../errors/cliError';

type Headers = NonNullable<HttpRequest['headers']>;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** Header fields that only the original server may see. */
const SECRETS = /^(?:authorization|cookie|proxy-authorization)$/i;
/** Header fields that describe a body. */
const OF_BODY = /^content-/i;

const without = (headers: Headers, names: RegExp): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.test(name)));

/** 303 always becomes a GET; after 301 and 302 a POST becomes a GET, as all clients do (RFC 9110 § 15.4). */
const becomesGet = (status: number, method: HttpRequest['method']): boolean =>
  status === 303 ? method !== 'HEAD' : method === 'POST' && (status === 301 || status === 302);

/**
 * The request that a redirect asks for; `undefined` if the response is no redirect or has no usable Location.
 *
 *     POST http://a/form   302, Location: /done   →   GET http://a/done
 *
 * `Authorization` and `Cookie` are not sent to another origin.
 */
export const redirected = (request: HttpRequest, { status, headers }: HttpHead): HttpRequest | undefined => {
  const { location } = headers;
  if (!REDIRECTS.includes(status) || location === undefined || !URL.canParse(location, request.url))
    return undefined;
  const target = new URL(location, request.url);
  const given = request.headers ?? {};
  const theirs = target.origin === new URL(request.url).origin ? given : without(given, SECRETS);
  if (!becomesGet(status, request.method)) return { ...request, url: target.href, headers: theirs };
  const { body: _, ...rest } = request;
  return { ...rest, method: 'GET', url: target.href, headers: without(theirs, OF_BODY) };
};

const MAX_REDIRECTS = 10;

/**
 * Follows redirects for a modem that can't: unsubscribes from a redirect at its head, and requests the new location.
 *
 *     first     --h            302, Location: /next
 *     second      ------h-c-c--|
 *     result    --------h-c-c--|
 *
 * Fails with `redirects` after 10 of them.
 */
export const followed = (
  modem: Modem,
  request: HttpRequest,
  max = MAX_REDIRECTS,
): Observable<TransferEvent> =>
  defer(() => {
    let next: HttpRequest | undefined;
    const response = http.request(modem, request).pipe(
      takeWhile((event) => {
        if (event.kind === 'head') next = redirected(request, event);
        return next === undefined;
      }),
    );
    const further = defer(() => {
      if (next === undefined) return EMPTY;
      const endless = () => new CliError({ kind: 'redirects', max: MAX_REDIRECTS });
      return max === 0 ? throwError(endless) : followed(modem, next, max - 1);
    });
    return concat(response, further);
  });
