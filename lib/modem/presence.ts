import {
  AsyncSubject,
  BehaviorSubject,
  EMPTY,
  filter,
  map,
  type Observable,
  Subject,
  switchMap,
  take,
  takeUntil,
} from 'rxjs';
import type { ModemError } from '../grammar/errors/modemError';
import type { Living } from './living';

/** Which life of a modem is there now: connections may come and go. */
export interface Presence {
  /** A life has begun. */
  readonly came: (living: Living) => void;
  /** Its port is gone; another one may come. */
  readonly went: () => void;
  /** No other one will come: who waits for one fails. */
  readonly ended: (error: ModemError) => void;
  /** All is over, and all was told: what follows the lives completes. */
  readonly close: () => void;
  /** Emits when a port is gone that may come back. */
  readonly absences: Observable<void>;
  /** Emits, also to those who come later, when all is over. */
  readonly over: Observable<void>;
  /** The life that is there, if any. */
  readonly current: () => Living | undefined;
  /** Emits the life that is there, or the next one, once. Fails where none will come. */
  readonly there: Observable<Living>;
  /** Follows something of each life in turn; nothing while there is none. */
  readonly each: <T>(of: (living: Living) => Observable<T>) => Observable<T>;
}

/** Keeps the one life of a modem that is there. */
export const presence = (): Presence => {
  const now = new BehaviorSubject<Living | ModemError | undefined>(undefined);
  const over = new AsyncSubject<void>();
  const absences = new Subject<void>();
  return {
    absences: absences.pipe(takeUntil(over)),
    over,
    close: () => {
      over.next();
      over.complete();
    },
    came: (living) => now.next(living),
    went: () => {
      now.next(undefined);
      absences.next();
    },
    ended: (error) => now.next(error),
    current: () => (now.value instanceof Error ? undefined : now.value),
    there: now.pipe(
      filter((living) => living !== undefined),
      take(1),
      map((living) => {
        if (living instanceof Error) throw living;
        return living;
      }),
    ),
    each: (of) =>
      now.pipe(
        switchMap((living) => (living === undefined || living instanceof Error ? EMPTY : of(living))),
        takeUntil(over),
      ),
  };
};
