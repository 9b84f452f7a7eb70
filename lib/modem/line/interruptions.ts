import { map, merge, mergeMap, type Observable, ReplaySubject, Subject, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Port } from '../../wire/transport';
import type { PortTraffic } from './portTraffic';

/** When what was said can't be answered any more. */
export interface Interruptions {
  /** Fails when the port is gone, also for those who come later. */
  readonly closed: Observable<never>;
  /** Fails when the port is gone or the modem restarts. */
  readonly broken: Observable<never>;
  /** Emits what told of each restart. */
  readonly restarts: Observable<string>;
  /** Tells all that is open that the modem restarted. */
  readonly restarted: (line: string) => void;
  /** The last restart, for those who were not listening. */
  readonly lastRestart: () => ModemError | undefined;
  /** Tells all that still comes that the port is closed. */
  readonly close: () => void;
}

/** What a break means for the connection. */
export interface InterruptionOptions {
  /** Whether the connection is made again by itself. */
  readonly reconnects: boolean;
  /** Called when the port goes away, before anybody else is told. */
  readonly ended: () => void;
}

/** Watches a conversation for its end. */
export const interruptions = (
  traffic: PortTraffic,
  { name }: Port,
  { reconnects, ended }: InterruptionOptions,
): Interruptions => {
  const gone = new ReplaySubject<never>(1);
  const restarts = new Subject<{ readonly line: string; readonly error: ModemError }>();
  let last: ModemError | undefined;
  const closing = (where: string): ModemError =>
    new ModemError({ kind: 'closed', where, ...(reconnects ? { reconnects } : {}) });
  const end = (error: ModemError): void => {
    ended();
    gone.error(error);
  };
  const lost = (): void => end(closing(name));
  traffic.subscription.add(
    traffic.ended.subscribe({
      error: (error: unknown) => {
        const known = error instanceof ModemError && error.reason.kind !== 'closed' ? error : undefined;
        end(known ?? closing(whereOf(error) ?? name));
      },
      complete: lost,
    }),
  );
  return {
    closed: gone,
    broken: merge(gone, restarts.pipe(mergeMap(({ error }) => throwError(() => error)))),
    restarts: restarts.pipe(map(({ line }) => line)),
    restarted: (line) => {
      const error = new ModemError({ kind: 'reset', line });
      last = error;
      restarts.next({ line, error });
    },
    lastRestart: () => last,
    close: () => gone.error(closing(name)),
  };
};

const whereOf = (error: unknown): string | undefined =>
  error instanceof ModemError && error.reason.kind === 'closed' ? error.reason.where : undefined;
