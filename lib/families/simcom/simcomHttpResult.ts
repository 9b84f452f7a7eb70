import { map, type Observable, mergeMap, throwError } from 'rxjs';
import { httpAction, httpActionDone } from './simcomHttpCommands';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { lateResult, type Recalled } from '../../../operators/lateResult';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { HttpCall, HttpMethod } from '../../dialects/httpCall';
import { headersOf, statusOf } from '../../dialects/steps/parseHeaders';
import { HTTP_CODES } from '../../grammar/errors/httpCodes';
import { ModemError } from '../../grammar/errors/modemError';
import { ofUrc } from '../../../operators/ofUrc';
import type { UrcDefinition } from '../../grammar/urc';

/** Codes of the modem, listed in the manuals or not: no server sends them as statuses (RFC 9110 § 15). */
const isOwnCode = (status: number): boolean =>
  status in HTTP_CODES || status < 100 || (status >= 600 && status < 800);

const NO_HEADERS: HttpHead['headers'] = Object.freeze({});

/** The head that a result states, without header fields. Fails with `http` where the status is a code of the modem. */
export const httpHeadOf = (status: number, length: number): HttpHead => {
  if (isOwnCode(status)) throw new ModemError({ kind: 'http', code: status });
  return { status, length, headers: NO_HEADERS };
};

/** What the modem says of a request that it has done. */
export type HttpDone = NonNullable<ReturnType<typeof httpActionDone.form.read>>;

/** Asks the modem about a request whose result does not come. */
export type HttpRecall = (channel: CommandChannel, method: HttpMethod) => Observable<Recalled<HttpDone>>;

/**
 * The result that was lost, made of the response's stored head and of the body's length; `over` where they do not show it.
 * The length is what the modem holds, or what the server stated.
 */
export const recalledResult = (
  method: HttpMethod,
  payload: readonly Uint8Array[],
  length: number | undefined,
): Recalled<HttpDone> => {
  const status = statusOf(payload);
  const { 'content-length': stated, 'transfer-encoding': coding } = headersOf(payload);
  const bytes = length ?? (coding === undefined && stated !== undefined ? Number(stated) : NaN);
  if (status === undefined || !Number.isSafeInteger(bytes)) return 'over';
  return { values: Object.freeze({ method, status, length: bytes }) };
};

/**
 * Sends the request off and waits for its result, which comes later.
 *
 *     > AT+HTTPACTION=0  < OK  …  < +HTTPACTION: 0,200,1000
 *
 * A code of the modem (601, 706 …) is a failure, never a status.
 */
export const simcomHttpResult = (
  channel: CommandChannel,
  { method, resultMs }: HttpCall,
  recall: HttpRecall,
  endedBy?: UrcDefinition<unknown>,
): Observable<HttpHead> =>
  lateResult(channel, httpAction({ method }), {
    urc: httpActionDone,
    withinMs: resultMs,
    fits: (done) => done.method === method,
    recall: () => recall(channel, method),
    ...(endedBy && { endedBy }),
  }).pipe(map(({ status, length }) => httpHeadOf(status, length)));

/**
 * Fails when the modem reports a second result while the body of the first is read: one of the two is the late result of a
 * request that was left, and nothing shows which.
 */
export const secondResult = (channel: CommandChannel): Observable<never> =>
  channel.urcs.pipe(
    ofUrc(httpActionDone),
    mergeMap((values) => {
      const line = httpActionDone.form.write(values);
      return throwError(() => new ModemError({ kind: 'unreadable', command: 'AT+HTTPACTION', line }));
    }),
  );
