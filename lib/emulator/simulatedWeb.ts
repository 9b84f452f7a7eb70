import { delay, of, throwError, type Observable } from 'rxjs';
import { latin1Bytes } from '../wire/latin1Bytes';
import type { Origin, OriginRequest, OriginResponse } from './origin';
import { OriginFailure, type OriginFailureKind } from './originFailure';

/** A page with all that may be told of it. */
export interface Page {
  readonly status?: number;
  readonly reason?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
  readonly delayMs?: number;
  /** The server can't be reached, or breaks off. */
  readonly fails?: OriginFailureKind;
}

/** What stands at a URL: a text, bytes, a page, or what answers a request. */
export type Site = string | Uint8Array | Page | ((request: OriginRequest) => string | Uint8Array | Page | Observable<OriginResponse>);

const bytesOf = (body: string | Uint8Array | undefined): Uint8Array =>
  typeof body === 'string' ? latin1Bytes(unescape(encodeURIComponent(body))) : (body ?? new Uint8Array(0));

const pageOf = (site: string | Uint8Array | Page): Page =>
  typeof site === 'string' || site instanceof Uint8Array ? { body: site } : site;

const header = (list: OriginRequest['headers'], name: string): string | undefined =>
  list.find(([key]) => key.toLowerCase() === name)?.[1];

/** A part of the body, where a GET asks for one (RFC 9110 § 14). */
const partOf = (request: OriginRequest, response: OriginResponse): OriginResponse => {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header(request.headers, 'range') ?? '') ?? [];
  const { body, headers } = response;
  if (from === undefined || response.status !== 200 || request.method !== 'GET') return response;
  const first = Number(from);
  const last = Math.min(body.length - 1, to ? Number(to) : body.length - 1);
  const rest = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  const told = (range: string, length: number): OriginResponse['headers'] => [
    ...rest,
    ['Content-Range', `bytes ${range}/${body.length}`],
    ['Content-Length', String(length)],
  ];
  if (first > last) {
    return { status: 416, reason: 'Range Not Satisfiable', headers: told('*', 0), body: new Uint8Array(0) };
  }
  const part = body.subarray(first, last + 1);
  return { status: 206, reason: 'Partial Content', headers: told(`${first}-${last}`, part.length), body: part };
};

const respond = (request: OriginRequest, page: Page): Observable<OriginResponse> => {
  const { status = 200, reason = REASONS[status] ?? '', headers = [], delayMs = 0, fails } = page;
  const body = bytesOf(page.body);
  const types = header(headers, 'content-type') === undefined ? [['Content-Type', 'text/plain'] as const] : [];
  const lengths = header(headers, 'content-length') === undefined ? [['Content-Length', String(body.length)] as const] : [];
  const whole = partOf(request, { status, reason, headers: [...headers, ...types, ...lengths], body });
  const answer = request.method === 'HEAD' ? { ...whole, body: new Uint8Array(0) } : whole;
  const result = fails ? throwError(() => new OriginFailure(fails)) : of(answer);
  return delayMs > 0 ? of(undefined).pipe(delay(delayMs), switchTo(result)) : result;
};
