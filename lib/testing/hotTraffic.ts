import { concatMap, type Observable, Subject, timer } from 'rxjs';
import type { Vocabulary } from '../grammar/vocabulary';
import type { Traffic } from '../wire/traffic';
import { coldTraffic } from './coldTraffic';
import type { Manner } from './trafficOf';

/**
 * The same as `coldTraffic`, but it runs on by itself, whoever listens: what `hot` is to marbles. It begins once the marble
 * test that made it runs, so that nothing is missed by those who subscribe at its start.
 */
export const hotTraffic = (script: string, known: Vocabulary, manner: Manner = {}): Observable<Traffic> => {
  const traffic = new Subject<Traffic>();
  // Twice: behind those whom the test subscribes at its start.
  timer(0)
    .pipe(
      concatMap(() => timer(0)),
      concatMap(() => coldTraffic(script, known, manner)),
    )
    .subscribe(traffic);
  return traffic.asObservable();
};
