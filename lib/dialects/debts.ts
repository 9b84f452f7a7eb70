import { catchError, concat, defer, EMPTY, ignoreElements, type Observable } from 'rxjs';
import { isTransient } from '../grammar/isTransient';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';

/** What a session owes the modem: a file that is to be closed, deleted or given its name back. */
export interface Debts {
  /** Takes note of what must be done before the session is over; call what it gives when that was done, or is not due any more. */
  readonly owe: (talk: Talk, work: Observable<unknown>) => () => void;
  /** Does what is still owed, the last first; what was misheard is tried again, and what the modem refuses is no failure. */
  readonly pay: (talk: Talk) => Observable<never>;
}

/**
 * Keeps account of what sessions owe. Each turn on a modem has a `Talk` of its own: whoever fails or is left in the middle
 * leaves it to the end of the session to pay.
 *
 *     use     owe(close 1)  owe(delete a)  paid   !       left here
 *     close                                       CFTPSLOGOUT   CFTPSSTOP   FSCLOSE=1
 */
export const debts = (): Debts => {
  const owed = new WeakMap<Talk, Set<Observable<unknown>>>();
  return {
    owe: (talk, work) => {
      const mine = owed.get(talk) ?? new Set();
      owed.set(talk, mine.add(work));
      return () => void mine.delete(work);
    },
    pay: (talk) =>
      defer(() => {
        const mine = [...(owed.get(talk) ?? [])].reverse();
        owed.delete(talk);
        return concat(
          ...mine.map((work) =>
            work.pipe(
              ignoreElements(),
              retryWith({ attempts: 3, delay: 0, when: isTransient }),
              catchError(() => EMPTY),
            ),
          ),
        );
      }),
  };
};
