import { defer, isObservable, of, switchMap, throwError, timer, type Observable } from 'rxjs';
import {
  type Origin,
  type OriginRequest,
  type OriginResponse,
  OriginFailure,
  type OriginFailureKind,
} from './origin';

/** A page and how it is served. */
export interface Page {
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined;
  readonly body?: string | Uint8Array | undefined;
  readonly delayMs?: number | undefined;
  /** The server can't be reached, or breaks off. */
  readonly fails?: OriginFailureKind | undefined;
}

/** The content of a URL: a text, bytes, a page, or a function that answers a request. */
export type Site =
  | string
  | Uint8Array
  | Page
  | ((request: OriginRequest) => string | Uint8Array | Page | Observable<OriginResponse>);

const bytesOf = (body: string | Uint8Array | undefined): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array(0));

const pageOf = (site: string | Uint8Array | Page): Page =>
  typeof site === 'string' || site instanceof Uint8Array ? { body: site } : site;

const header = (list: OriginRequest['headers'], name: string): string | undefined =>
  list.find(([key]) => key.toLowerCase() === name)?.[1];

/** Reason phrases of the statuses that simulated pages have most. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A part of the body, if a GET asks for one (RFC 9110 § 14). */
const partOf = (request: OriginRequest, response: OriginResponse): OriginResponse => {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header(request.headers, 'range') ?? '') ?? [];
  const { body, headers } = response;
  if (from === undefined || response.status !== 200 || request.method !== 'GET') return response;
  const first = Number(from);
  const last = Math.min(body.length - 1, to ? Number(to) : body.length - 1);
  const rest = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  const headersOf = (range: string, length: number): OriginResponse['headers'] => [
    ...rest,
    ['Content-Range', `bytes ${range}/${body.length}`],
    ['Content-Length', String(length)],
  ];
  if (first > last) {
    return {
      status: 416,
      reason: 'Range Not Satisfiable',
      headers: headersOf('*', 0),
      body: new Uint8Array(0),
    };
  }
  const part = body.subarray(first, last + 1);
  return {
    status: 206,
    reason: 'Partial Content',
    headers: headersOf(`${first}-${last}`, part.length),
    body: part,
  };
};

const respond = (request: OriginRequest, page: Page): Observable<OriginResponse> => {
  const { status = 200, reason = REASONS[status] ?? '', headers = [], delayMs = 0, fails } = page;
  const body = bytesOf(page.body);
  const types =
    header(headers, 'content-type') === undefined ? [['Content-Type', 'text/plain'] as const] : [];
  const lengths =
    header(headers, 'content-length') === undefined ? [['Content-Length', String(body.length)] as const] : [];
  const whole = partOf(request, { status, reason, headers: [...headers, ...types, ...lengths], body });
  const answer = request.method === 'HEAD' ? { ...whole, body: new Uint8Array(0) } : whole;
  const result = fails ? throwError(() => new OriginFailure(fails)) : of(answer);
  return delayMs > 0 ? timer(delayMs).pipe(switchMap(() => result)) : result;
};

/**
 * Makes a web of pages by their URLs, for specs and demos. An unknown host can't be resolved, an unknown path is 404. Parts
 * (`Range`) of 200 pages are given on GET.
 *
 *     simulatedWeb({
 *       'http://example.com/': 'hello',
 *       'http://example.com/slow': { body: 'late', delayMs: 3_000 },
 *       'http://example.com/echo': (request) => request.body,
 *     })
 */
export const simulatedWeb = (sites: Readonly<Record<string, Site>>): Origin => {
  const pages = new Map(Object.entries(sites).map(([url, site]) => [new URL(url).href, site]));
  const hosts = new Set([...pages.keys()].map((url) => new URL(url).host));
  return (request) =>
    defer(() => {
      const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
      if (!url || !hosts.has(url.host)) return throwError(() => new OriginFailure('dns'));
      const site = pages.get(url.href) ?? { status: 404, body: 'not found' };
      const given = typeof site === 'function' ? site(request) : site;
      return isObservable(given) ? given : respond(request, pageOf(given));
    });
};
