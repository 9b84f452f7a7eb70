import { merge, type Observable, take } from 'rxjs';

/** The one value of some work, or the failure that comes beside it first. */
export const untilFailure = <T>(failure: Observable<never>, work: Observable<T>): Observable<T> =>
  merge(failure, work).pipe(take(1));
