import { Observable, ReplaySubject, Subject, type Subscriber } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Port } from '../../wire/transport';
import type { PortTraffic } from './portTraffic';

/** The events after which no open command can be answered: the port goes away, the modem restarts, or it goes off. */
export interface Interruptions {
  /** Fails when the port is gone, at once for a late subscriber. */
  readonly closed: Observable<never>;
  /** Fails when the port is gone, the modem restarts, or it goes off. */
  readonly broken: Observable<never>;
  /** Emits the evidence of each restart. */
  readonly restarts: Observable<string>;
  /** Reports a restart: everything that waits fails with `reset`. */
  readonly restarted: (line: string) => void;
  /** Reports that the modem goes off: everything that waits fails with `reset`. */
  readonly wentOff: (line: string) => void;
  /** Reports that a modem which had gone off answers again, or says that it starts: nothing waits for an answer. */
  readonly started: (line?: string) => void;
  /** The error of a modem that went off, until it has started. */
  readonly off: () => ModemError | undefined;
  /** The error of the last restart, for flows that were not subscribed at the time. */
  readonly lastRestart: () => ModemError | undefined;
  /** Everything that waits for an answer fails with this error; the session goes on, so that open work can wind up. */
  readonly fail: (error: unknown) => void;
  /** Ends the session: everything that waits, and everything that follows, fails with `closed`. */
  readonly close: () => void;
}

/** What an interruption means for the connection. */
export interface InterruptionOptions {
  /** Whether the connection is made again by itself. */
  readonly reconnects: boolean;
  /** Called when the port goes away, before anything fails. */
  readonly ended: () => void;
}

/** Watches the traffic of a port for its end, and delivers each interruption to everything that waits for an answer. */
export const interruptions = (
  traffic: PortTraffic,
  { name }: Port,
  { reconnects, ended }: InterruptionOptions,
): Interruptions => {
  const { closed, broken, failAll, end } = waiters();
  const closing = (where: string): ModemError =>
    new ModemError({ kind: 'closed', where, ...(reconnects ? { reconnects } : {}) });
  const lost = (error: ModemError): void => {
    ended();
    end(error);
  };
  traffic.subscription.add(
    traffic.ended.subscribe({
      error: (error: unknown) => {
        const known = error instanceof ModemError && error.reason.kind !== 'closed' ? error : undefined;
        lost(known ?? closing(whereOf(error) ?? name));
      },
      complete: () => lost(closing(name)),
    }),
  );
  const close = (): void => end(closing(name));
  // `Object.assign` costs less memory than spreading: V8 gives each spread object a hidden class of its own.
  return Object.assign(powerBreaks(failAll), { closed, broken, fail: failAll, close });
};

/** Restarts, and going off: what is known of them, and the means to report them. */
const powerBreaks = (
  failAll: (error: ModemError) => void,
): Pick<Interruptions, 'restarts' | 'restarted' | 'wentOff' | 'started' | 'off' | 'lastRestart'> => {
  const restarts = new Subject<string>();
  let last: ModemError | undefined;
  let off: ModemError | undefined;
  return {
    restarts,
    restarted: (line) => {
      last = new ModemError({ kind: 'reset', line });
      restarts.next(line);
      failAll(last);
    },
    wentOff: (line) => {
      last = off = new ModemError({ kind: 'reset', line, isOff: true });
      failAll(last);
    },
    started: (line = 'it answers again') => {
      if (off) restarts.next(line);
      off = undefined;
    },
    off: () => off,
    lastRestart: () => last,
  };
};

/** Keeps everything that waits in one set: a command in flight is one entry, and needs no Observable. */
const waiters = () => {
  const closed = new ReplaySubject<never>(1);
  const waiting = new Set<Subscriber<never>>();
  let over: ModemError | undefined;
  const failAll = (error: unknown): void => {
    for (const waiter of [...waiting]) waiter.error(error);
  };
  const broken = new Observable<never>((waiter) => {
    if (over) {
      waiter.error(over);
      return;
    }
    waiting.add(waiter);
    return () => waiting.delete(waiter);
  });
  const end = (error: ModemError): void => {
    if (over) return;
    over = error;
    closed.error(error);
    failAll(error);
  };
  return { closed, broken, failAll, end };
};

const whereOf = (error: unknown): string | undefined =>
  error instanceof ModemError && error.reason.kind === 'closed' ? error.reason.where : undefined;
