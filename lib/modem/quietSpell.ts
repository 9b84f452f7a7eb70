import { debounceTime, filter, ignoreElements, type Observable, race, startWith, take, timer } from 'rxjs';
import type { Conversation } from './conversation';
import type { Patience } from './patience';

/** Even a line that never gets quiet is used again after so many quiet spells, and so long at the most. */
const MOST_SPELLS = 20;
const MOST_MS = 5_000;

/** Waits until nothing that has no owner came for a while: late answers are all in. */
export const quietSpell = ({ tokens }: Conversation, { quietMs }: Patience): Observable<never> =>
  race(
    tokens.pipe(
      filter(({ kind }) => kind === 'unknown'),
      startWith(null),
      debounceTime(quietMs),
      take(1),
    ),
    timer(Math.min(quietMs * MOST_SPELLS, MOST_MS)),
  ).pipe(ignoreElements());
