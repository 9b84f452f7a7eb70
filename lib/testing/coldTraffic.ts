import { concatMap, defer, from, type Observable, timer, Subject } from 'rxjs';
import { raw } from '../grammar/raw';
import type { Vocabulary } from '../grammar/vocabulary';
import { conversation } from '../recording/recordedConversation';
import type { Traffic } from '../wire/traffic';
import { type Manner, trafficOf } from './trafficOf';

/**
 * What crosses the port in a conversation, in its own time, from each subscription on: what `cold` is to marbles.
 *
 *     coldTraffic(`
 *            > AT+CSQ
 *       20ms < +CSQ: 20,0
 *            < OK`, sim800.vocabulary).pipe(tokenize(sim800.vocabulary))     -- 20ms (if|)
 *
 * Completes with the last line. Fails with `invalid-argument` where the text is no conversation.
 */
export const coldTraffic = (script: string, known: Vocabulary, manner: Manner = {}): Observable<Traffic> =>
  defer(() =>
    from(conversation(script).turns).pipe(
      concatMap((turn) => {
        const items = from(trafficOf({ turns: [turn] }, (text) => raw(text, known), manner));
        return turn.afterMs > 0 ? timer(turn.afterMs).pipe(concatMap(() => items)) : items;
      }),
    ),
  );

/**
 * The same as `coldTraffic`, but it runs whether or not anything is subscribed, as `hot` does for marbles. It begins once the marble
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
