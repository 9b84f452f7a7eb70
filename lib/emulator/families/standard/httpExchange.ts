import {
  catchError,
  defer,
  map,
  merge,
  of,
  switchMap,
  take,
  throwError,
  timeout,
  timer,
  type Observable,
} from 'rxjs';
import type { HandlerContext } from '../../core/handler';
import { type OriginRequest, type OriginResponse, OriginFailure } from '../../origins/origin';
import { latin1Bytes } from '../../../grammar/latin1';

/** How a request ended: with a response, or with one of the family's own codes. */
export type Outcome = { readonly response: OriginResponse } | { readonly code: number };

/** Options of an exchange. */
export interface ExchangeOptions {
  /** Time limit of the server in milliseconds. */
  readonly withinMs: number;
  /** Whether 30x is followed (SIM800 HTTPPARA REDIR). */
  readonly follows?: boolean;
}

const MAX_HOPS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** The failure of a lost bearer. */
const FAILED = 'network';

const locationOf = ({ status, headers }: OriginResponse, base: string): string | undefined => {
  const target = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return REDIRECTS.has(status) && target && URL.canParse(target, base)
    ? new URL(target, base).href
    : undefined;
};

const hop = (
  modem: HandlerContext,
  request: OriginRequest,
  follows: boolean,
  hops: number,
): Observable<OriginResponse> =>
  modem.origin(request).pipe(
    take(1),
    switchMap((response) => {
      const next = follows && hops < MAX_HOPS ? locationOf(response, request.url) : undefined;
      if (next === undefined) return of(response);
      const asGet = response.status === 303 || (response.status < 303 && request.method === 'POST');
      const turned = asGet ? ({ ...request, method: 'GET', body: new Uint8Array(0) } as const) : request;
      return hop(modem, { ...turned, url: next }, follows, hops + 1);
    }),
  );

/**
 * Sends a request to the modem's network and waits for its end: a response, or the family's code for what went
 * wrong. A code that a fault forces is returned without asking the network.
 */
export const httpExchange = (
  modem: HandlerContext,
  request: OriginRequest,
  options: ExchangeOptions,
): Observable<Outcome> =>
  defer((): Observable<Outcome> => {
    const { resultDelayMs } = modem.settings;
    const forced = modem.forcedResult();
    const lost = modem.lost.pipe(switchMap(() => throwError(() => new OriginFailure(FAILED))));
    const asked = merge(lost, hop(modem, request, options.follows ?? false, 0)).pipe(
      take(1),
      timeout({ first: options.withinMs, with: () => throwError(() => new OriginFailure('timeout')) }),
      map((response): Outcome => ({ response })),
    );
    const outcome: Observable<Outcome> = forced === undefined ? asked : of({ code: forced });
    const delayed = resultDelayMs > 0 ? timer(resultDelayMs).pipe(switchMap(() => outcome)) : outcome;
    return delayed.pipe(
      catchError((failure: unknown) =>
        of({ code: modem.family.failureCodes[failure instanceof OriginFailure ? failure.kind : FAILED] }),
      ),
    );
  });

/** Writes the start of a response as the server sent it: status line, header fields, empty line. */
export const headText = ({ status, reason, headers }: OriginResponse): Uint8Array => {
  const first = `HTTP/1.1 ${status}${reason ? ` ${reason}` : ''}`;
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return latin1Bytes(`${lines.join('\r\n')}\r\n\r\n`);
};

/** Cuts the header fields of `USERDATA`: several may stand in one, with `\r\n` written out between them. */
export const userDataFields = (lines: readonly string[]): (readonly [string, string])[] =>
  lines
    .flatMap((line) => line.split(/\\r\\n|\r\n/))
    .map((line) => /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, name = '', value = '']) => [name, value] as const);

/** BREAK and BREAKEND as a Range field: to the end of the file if the end is not after the start. */
export const rangeField = (parameters: ReadonlyMap<string, string>): (readonly [string, string])[] => {
  const from = Number(parameters.get('BREAK') ?? 0);
  const to = Number(parameters.get('BREAKEND') ?? 0);
  return from === 0 && to === 0 ? [] : [['Range', `bytes=${from}-${to > from ? to : ''}`]];
};
