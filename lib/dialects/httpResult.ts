import { map, type Observable } from 'rxjs';
import { httpAction, httpActionDone } from '../commands/http';
import type { HttpHead } from '../grammar/httpHead';
import { lateResult } from '../../operators/lateResult';
import type { Talk } from '../../operators/talk';
import type { HttpCall } from './httpDialect';
import { httpHeadOf } from './httpHeadOf';

/**
 * Sends the request off and waits for its result, which comes later.
 *
 *     > AT+HTTPACTION=0  < OK  …  < +HTTPACTION: 0,200,1000
 *
 * A code of the modem's own (601, 706 …) is a failure, never a status.
 */
export const httpResult = (talk: Talk, { method, resultMs }: HttpCall): Observable<HttpHead> =>
  lateResult(talk, httpAction({ method }), {
    urc: httpActionDone,
    withinMs: resultMs,
    fits: (done) => done.method === method,
  }).pipe(map(({ status, length }) => httpHeadOf(status, length)));
