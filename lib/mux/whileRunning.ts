import { dematerialize, materialize, merge, type Observable } from 'rxjs';

/**
 * Does work while something runs beside it: ends as the work ends, or fails as what runs fails.
 *
 *     beside   -----------…
 *     work     --a--b--|
 *     result   --a--b--|
 */
export const whileRunning = <T>(beside: Observable<never>, work: Observable<T>): Observable<T> =>
  merge(beside, work.pipe(materialize())).pipe(dematerialize());
