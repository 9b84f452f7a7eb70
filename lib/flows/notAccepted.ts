import { mergeMap, type Observable, reduce, throwError } from 'rxjs';
import type { HttpHead } from '../grammar/httpHead';
import { ModemError } from '../grammar/modemError';
import { joinBytes } from '../../operators/joinBytes';
import type { Talk } from '../../operators/talk';
import { windows } from '../../operators/windows';
import type { Attempt } from './attempt';
import { mostErrorBytes } from './mostErrorBytes';
import { windowReader } from './windowReader';

/** Fails with a status that the request does not accept: the error carries head and body, the latter bounded. */
export const notAccepted = (talk: Talk, attempt: Attempt, head: HttpHead): Observable<never> => {
  const totalBytes = attempt.call.method === 'HEAD' ? 0 : Math.min(head.length, mostErrorBytes);
  const { windowBytes } = attempt.request;
  return windows(windowReader(talk, attempt, totalBytes), { totalBytes, windowBytes }).pipe(
    reduce((slices: Uint8Array[], { bytes }) => [...slices, bytes], []),
    mergeMap((slices) => {
      const body = joinBytes(slices);
      return throwError(() => new ModemError({ kind: 'http-status', head, body }));
    }),
  );
};
