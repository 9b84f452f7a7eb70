import { mergeMap, type Observable, throwError } from 'rxjs';
import { httpActionDone } from '../commands/http';
import { ModemError } from '../grammar/modemError';
import { ofUrc } from '../../operators/ofUrc';
import type { Talk } from '../../operators/talk';

/**
 * Fails when the modem tells a second result while the first one's body is read: one of the two is the late result of
 * somebody who left, and nobody can say which.
 */
export const secondResult = (talk: Talk): Observable<never> =>
  talk.urcs.pipe(
    ofUrc(httpActionDone),
    mergeMap((values) => {
      const line = httpActionDone.form.write(values);
      return throwError(() => new ModemError({ kind: 'unreadable', command: 'AT+HTTPACTION', line }));
    }),
  );
