import { map, type Observable, mergeMap, throwError } from 'rxjs';
import { httpAction, httpActionDone } from './simcomHttpCommands';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { lateResult } from '../../../operators/lateResult';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { HttpCall } from '../../dialects/httpDialect';
import { HTTP_CODES } from '../../grammar/errors/httpCodes';
import { ModemError } from '../../grammar/errors/modemError';
import { ofUrc } from '../../../operators/ofUrc';

/** No server's statuses (RFC 9110 § 15): the modem's own codes, those too that the manuals do not list. */
const isOwnCode = (status: number): boolean =>
  status in HTTP_CODES || status < 100 || (status >= 600 && status < 800);

const NO_HEADERS: HttpHead['headers'] = Object.freeze({});

/** The head that a result tells, its header fields not known yet. Fails with `http` where it is a code of the modem's own. */
export const httpHeadOf = (status: number, length: number): HttpHead => {
  if (isOwnCode(status)) throw new ModemError({ kind: 'http', code: status });
  return { status, length, headers: NO_HEADERS };
};

/**
 * Sends the request off and waits for its result, which comes later.
 *
 *     > AT+HTTPACTION=0  < OK  …  < +HTTPACTION: 0,200,1000
 *
 * A code of the modem's own (601, 706 …) is a failure, never a status.
 */
export const simcomHttpResult = (
  channel: CommandChannel,
  { method, resultMs }: HttpCall,
): Observable<HttpHead> =>
  lateResult(channel, httpAction({ method }), {
    urc: httpActionDone,
    withinMs: resultMs,
    fits: (done) => done.method === method,
  }).pipe(map(({ status, length }) => httpHeadOf(status, length)));

/**
 * Fails when the modem tells a second result while the first one's body is read: one of the two is the late result of
 * somebody who left, and nobody can say which.
 */
export const secondResult = (channel: CommandChannel): Observable<never> =>
  channel.urcs.pipe(
    ofUrc(httpActionDone),
    mergeMap((values) => {
      const line = httpActionDone.form.write(values);
      return throwError(() => new ModemError({ kind: 'unreadable', command: 'AT+HTTPACTION', line }));
    }),
  );
