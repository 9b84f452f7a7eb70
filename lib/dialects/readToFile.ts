import { ignoreElements, map, type Observable } from 'rxjs';
import { httpReadFile, httpReadFileDone } from '../commands/httpA76';
import { ModemError } from '../grammar/modemError';
import { lateResult } from '../../operators/lateResult';
import type { Talk } from '../../operators/talk';
import type { HttpCall } from './httpDialect';
import { placedFile } from './placedFile';

/**
 * Stores the response's body in a file of the modem's; completes when it is there.
 *
 *     > AT+HTTPREADFILE="page.htm",1  < OK  …  < +HTTPREADFILE: 0
 */
export const readToFile = (talk: Talk, { resultMs }: HttpCall, path: string): Observable<never> =>
  lateResult(talk, httpReadFile(placedFile(path, 'toFile')), {
    urc: httpReadFileDone,
    withinMs: resultMs,
  }).pipe(
    map(({ code }) => {
      if (code !== 0) throw new ModemError({ kind: 'http', code });
    }),
    ignoreElements(),
  );
