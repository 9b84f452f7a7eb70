import { merge, mergeMap, type Observable, ReplaySubject, Subject, throwError } from 'rxjs';
import { ModemError } from '../grammar/modemError';
import type { Port } from '../wire/transport';
import type { Conversation } from './conversation';

/** When what was said can't be answered any more. */
export interface Breaks {
  /** Fails when the port is gone, also for those who come later. */
  readonly closed: Observable<never>;
  /** Fails when the port is gone or the modem restarts. */
  readonly broken: Observable<never>;
  /** Tells all that is open that the modem restarted. */
  readonly restarted: (line: string) => void;
  /** The last restart, for those who were not listening. */
  readonly lastRestart: () => ModemError | undefined;
  /** Tells all that still comes that the port is closed. */
  readonly close: () => void;
}

/** Watches a conversation for its end. */
export const breaks = (talk: Conversation, { name }: Port): Breaks => {
  const gone = new ReplaySubject<never>(1);
  const restarts = new Subject<ModemError>();
  let last: ModemError | undefined;
  const lost = (): void => gone.error(new ModemError({ kind: 'closed', where: name }));
  talk.subscription.add(
    talk.ended.subscribe({
      error: (error: unknown) => (error instanceof ModemError ? gone.error(error) : lost()),
      complete: lost,
    }),
  );
  return {
    closed: gone,
    broken: merge(gone, restarts.pipe(mergeMap((error) => throwError(() => error)))),
    close: lost,
    restarted: (line) => {
      last = new ModemError({ kind: 'reset', line });
      restarts.next(last);
    },
    lastRestart: () => last,
  };
};
