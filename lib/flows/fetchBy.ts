import type { HttpMethod } from '../dialects/httpCall';
import { isRedirect, MAX_REDIRECTS, redirected, refused, tooMany } from './http/redirected';

/** Statuses that have no body (Fetch § 2.2.3). */
export const BODILESS: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** One request of a `fetch`: the first one, or the one that a redirect asks for. */
export interface Hop<Body = Uint8Array> {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | undefined;
}

/** Makes one request; its response has a body that is read as it is consumed. */
export type MakeHop<Body> = (
  asked: Hop<Body>,
  signal: AbortSignal,
  isRedirected: boolean,
) => Promise<Response>;

/** Reads the body of a request: by default it is read into memory. */
type ReadBody<Body> = (request: Request, init: RequestInit | undefined) => Promise<Body | undefined>;

const inMemory = async (request: Request): Promise<Uint8Array | undefined> => {
  const body = new Uint8Array(await request.arrayBuffer());
  return body.length > 0 ? body : undefined;
};

/**
 * Makes a `fetch` of a function that makes one request: it reads what fetch takes, and follows redirects by the rule that all
 * flows share.
 */
export const fetchBy =
  <Body = Uint8Array>(
    hop: MakeHop<Body>,
    readBody: ReadBody<Body> = inMemory as ReadBody<never>,
  ): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    let asked: Hop<Body> = {
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: await readBody(request, init),
    };
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await hop(asked, request.signal, hops > 0);
      const location = isRedirect(response.status) ? response.headers.get('location') : null;
      if (location === null || request.redirect === 'manual') return response;
      await response.body?.cancel();
      if (request.redirect === 'error') orFailed(() => refused('the request has redirect: error'));
      asked = orFailed(() => nextHop(asked, response, location));
    }
    return orFailed(() => tooMany(MAX_REDIRECTS));
  };

const NO_BYTES = new Uint8Array(0);

/** The next hop of a redirect, by the rule that all flows share. */
const nextHop = <Body>(
  { url, method, headers, body }: Hop<Body>,
  response: Response,
  location: string,
): Hop<Body> => {
  // The rule only looks whether there is a body.
  const asked = { url, method: method as HttpMethod, headers, ...(body && { body: NO_BYTES }) };
  const next = redirected(asked, { status: response.status, headers: { location } });
  if (!next) return refused('its Location is no URL');
  return {
    url: String(next.url),
    method: next.method ?? 'GET',
    headers: next.headers ?? {},
    body: next.body === undefined ? undefined : body,
  };
};

/** Does what may refuse a redirect; fails as fetch does. */
const orFailed = <T>(act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    throw new TypeError('fetch failed', { cause });
  }
};
