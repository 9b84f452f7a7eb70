import {
  AsyncSubject,
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  filter,
  ignoreElements,
  map,
  mergeMap,
  NEVER,
  Observable,
  race,
  ReplaySubject,
  Subject,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { graceful } from '../../operators/graceful';
import type { Work } from '../../operators/work';
import type { Session } from './session';

/** Whether a modem can take commands. */
export interface ConnectionState {
  /** True from its bring-up on, until its port goes away. */
  readonly isUp: boolean;
  /**
   * How often it was brought up or restarted. When this grows, the settings that you made (`AT+CREG=1`, `AT+CNMI` …) may be
   * gone: make them again.
   */
  readonly starts: number;
}

/** Counts what uses a modem, so that its port closes only when all of it has ended. */
export interface Usage {
  /** Makes a cold Observable of work that ends in its own way after its reader has left. */
  readonly open: <T>(work: Work<T>) => Observable<T>;
  /** The same for work inside other work: it must end before the port closes, but it is not counted as pending. */
  readonly run: <T>(work: Work<T>) => Observable<T>;
  /** Keeps the port open while a flow is read, the pauses between its tries included. */
  readonly keepOpen: <T>(flow: Observable<T>) => Observable<T>;
  /** How many flows and commands are read; a flow that is kept open counts once. Replays the last number. */
  readonly pending: Observable<number>;
  /** Completes when nothing is read and all work has ended, at the latest `closeMs` after the last reader has left. */
  readonly idle: (closeMs: number) => Observable<never>;
}

/** The current session of a modem, and what happens while there is none. */
interface Current {
  readonly current: () => Session | undefined;
  /**
   * Work on the current session, or on the next one. If its reader leaves before there is one, it never begins. Fails when
   * no session will follow.
   */
  readonly onSession: <T>(work: (session: Session) => Work<T>) => Work<T>;
  /** Follows something of each session in turn; silent while there is none. Completes when the modem is closed. */
  readonly follow: <T>(of: (session: Session) => Observable<T>) => Observable<T>;
  /** Emits when a port goes away and another one may follow. */
  readonly absences: Observable<void>;
  /** Emits when the modem is closed, also for late subscribers. */
  readonly over: Observable<void>;
}

/** The sessions of one modem, one after the other: the current one, what uses it, and what waits while there is none. */
export interface Sessions extends Usage, Current {
  readonly connection: Observable<ConnectionState>;
  readonly begin: (session: Session) => void;
  /** The modem on the current session was brought up. */
  readonly up: () => void;
  /** The port went away. */
  readonly lost: (isFollowed: boolean) => void;
  /** No session will follow: what waits for one fails. Default: because the modem was left. */
  readonly end: (error?: unknown) => void;
  /** Completes everything that follows the sessions. */
  readonly close: () => void;
}

/** Makes the sessions of a modem; `where` names it in errors. */
export const sessions = (where: string): Sessions => {
  const now = new BehaviorSubject<Session | ModemError | undefined>(undefined);
  const over = new AsyncSubject<void>();
  const absences = new Subject<void>();
  const connection = new ReplaySubject<ConnectionState>(1);
  let starts = 0;
  const link = (isUp: boolean): void => connection.next(Object.freeze({ isUp, starts }));
  const up = (): void => {
    starts += 1;
    link(true);
  };
  // `Object.assign` costs less memory than spreading: V8 gives each spread object a hidden class of its own.
  return Object.assign(usage(), currentOf(now, over), {
    absences: absences.pipe(takeUntil(over)),
    over,
    connection: connection.pipe(takeUntil(over)),
    begin: (session: Session) => {
      now.next(session);
      session.restarts.subscribe(up);
    },
    up,
    lost: (isFollowed: boolean) => {
      link(false);
      if (!isFollowed) return;
      now.next(undefined);
      absences.next();
    },
    end: (error?: unknown) => {
      if (now.value instanceof ModemError) return;
      now.next(error instanceof ModemError ? error : new ModemError({ kind: 'closed', where, left: true }));
    },
    close: () => {
      over.next();
      over.complete();
    },
  });
};

const currentOf = (
  now: BehaviorSubject<Session | ModemError | undefined>,
  over: Observable<void>,
): Pick<Sessions, 'current' | 'onSession' | 'follow'> => {
  const sessionOf = (value: Session | ModemError | undefined): Session | undefined =>
    value instanceof ModemError ? undefined : value;
  const next = now.pipe(
    filter((session) => session !== undefined),
    take(1),
    map((session) => {
      if (session instanceof ModemError) throw session;
      return session;
    }),
  );
  const current = (): Session | undefined => sessionOf(now.value);
  const all = now.asObservable();
  return {
    current,
    onSession: (work) => (leaving) => {
      const session = current();
      if (session) return work(session)(leaving);
      return next.pipe(
        // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- work that has begun ends in its own way
        takeUntil(leaving),
        mergeMap((one) => work(one)(leaving)),
      );
    },
    follow: (of) =>
      all.pipe(
        switchMap((value) => {
          const session = sessionOf(value);
          return session ? of(session) : EMPTY;
        }),
        takeUntil(over),
      ),
  };
};

/** Counts what uses a modem. */
export const usage = (): Usage => {
  const kept = new BehaviorSubject(0);
  const opened = new BehaviorSubject(0);
  const running = new BehaviorSubject(0);
  const readers = combineLatest([kept, opened]);
  const run = <T>(work: Work<T>): Observable<T> =>
    graceful((leaving) => counted(running, () => work(leaving)));
  return {
    run,
    open: (work) => counted(opened, () => run(work)),
    keepOpen: (flow) => counted(kept, () => flow),
    // A flow that is kept open has one piece of work open at a time, or none in its pauses.
    pending: readers.pipe(
      map((counts) => Math.max(...counts)),
      distinctUntilChanged(),
    ),
    // A flow that starts right after another one cancels the pending close.
    idle: (closeMs) =>
      readers.pipe(
        map((counts) => Math.max(...counts) > 0),
        distinctUntilChanged(),
        switchMap((isRead) =>
          isRead ? NEVER : race(running.pipe(filter((left) => left === 0)), timer(closeMs)),
        ),
        take(1),
        ignoreElements(),
      ),
  };
};

const counted = <T>(count: BehaviorSubject<number>, source: () => Observable<T>): Observable<T> =>
  new Observable((reader) => {
    count.next(count.value + 1);
    reader.add(() => count.next(count.value - 1));
    source().subscribe(reader);
  });
