import { map, type Observable } from 'rxjs';
import { httpPostFile, httpPostFileDone } from '../commands/httpA76';
import type { HttpHead } from '../grammar/httpHead';
import { lateResult } from '../../operators/lateResult';
import type { Talk } from '../../operators/talk';
import type { HttpCall } from './httpDialect';
import { httpHeadOf } from './httpHeadOf';
import { placedFile } from './placedFile';

/**
 * Sends a request whose body is a file of the modem's.
 *
 *     > AT+HTTPPOSTFILE="log.txt",1  < OK  …  < +HTTPPOSTFILE: 200,14615
 *
 * The URC leads with the method only where one was told: a POST tells none, as the note shows it (HTTP(S) note § 3.1;
 * A76XX AT manual V1.09 pages 354–368).
 */
export const postFile = (talk: Talk, call: HttpCall, path: string): Observable<HttpHead> => {
  const { file, path: drive } = placedFile(path, 'fromFile');
  const { method } = call;
  const told = method === 'POST' ? {} : { method };
  return lateResult(talk, httpPostFile({ file, path: drive, ...told }), {
    urc: httpPostFileDone,
    withinMs: call.resultMs,
  }).pipe(
    map(({ first, second, third }) =>
      third === undefined ? httpHeadOf(first, second) : httpHeadOf(second, third),
    ),
  );
};
