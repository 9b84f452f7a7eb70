import { map, type Observable } from 'rxjs';
import { httpAction, httpActionDone } from '../commands/http';
import { HTTP_CODES } from '../grammar/httpCodes';
import type { HttpHead } from '../grammar/httpHead';
import { ModemError } from '../grammar/modemError';
import { lateResult } from '../../operators/lateResult';
import type { Talk } from '../../operators/talk';
import type { HttpCall } from './httpDialect';

/** No server's statuses (RFC 9110 § 15): the modem's own codes, those too that the manuals do not list. */
const isOwnCode = (status: number): boolean =>
  status in HTTP_CODES || status < 100 || (status >= 600 && status < 800);

const NO_HEADERS: HttpHead['headers'] = Object.freeze({});

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
  }).pipe(
    map(({ status, length }) => {
      if (isOwnCode(status)) throw new ModemError({ kind: 'http', code: status });
      return { status, length, headers: NO_HEADERS };
    }),
  );
