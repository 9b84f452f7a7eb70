import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  map,
  merge,
  type Observable,
  range,
  Subject,
  switchMap,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { type Modem, ModemError, type Profile, type Transport } from '../../lib';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { flowDesk, type FlowDesk, fresh } from './flowDesk';
import { flowsOf } from './flows';
import { liveSubscriptions } from './liveSubscriptions';
import { dice, type Dice, mutated } from './mutations';

/** Long enough for whatever was left to wind up, and for the modem to give up. */
const REST_MS = 600_000;

/** When a flow that waits for the network, as an inbox does, is left. */
const MAX_FLOW_MS = 3_600_000;

/** What is there when all is quiet after so many flows. */
export interface Milestone {
  readonly flows: number;
  /** Subscriptions that have not ended, the connection's own and the modem's among them. */
  readonly subscriptions: number;
  /** Timers that are pending. */
  readonly timers: number;
}

export interface Marathon {
  readonly milestones: readonly Milestone[];
  /** How the flows ended: `completed`, `left`, or the kind of the reason. */
  readonly ends: ReadonlyMap<string, number>;
  /** Whether a fresh GET and a fresh FTP GET at the end gave the exact bytes. */
  readonly fresh: readonly boolean[] | undefined;
  /** When the connection is left, too. */
  readonly after: Omit<Milestone, 'flows'>;
}

/** What strikes a flow, at one of the things that happen. */
type Fault = 'none' | 'leave' | 'mishear' | 'restart' | 'lose-bearer' | 'urcs';
const FAULTS: readonly Fault[] = [
  'none',
  'leave',
  'leave',
  'mishear',
  'mishear',
  'restart',
  'lose-bearer',
  'urcs',
];

class Course {
  readonly ends = new Map<string, number>();
  readonly leave = new Subject<void>();
  private fault: Fault = 'none';
  private strikesIn = 0;

  constructor(
    private readonly desk: FlowDesk,
    private readonly drawn: Dice,
  ) {}

  /** The way to the modem, on which it may be misheard. */
  readonly through = (transport: Transport): Transport =>
    transport.pipe(
      map((port) => ({ ...port, incoming: port.incoming.pipe(map((bytes) => this.misheard(bytes))) })),
    );

  readonly happened = (): void => {
    this.strikesIn -= 1;
    if (this.strikesIn !== 0) return;
    if (this.fault === 'leave') this.leave.next();
    if (this.fault === 'restart') this.desk.virtual.restart();
    if (this.fault === 'lose-bearer') this.desk.virtual.loseBearer();
    if (this.fault === 'urcs')
      for (const line of ['RING', '+CREG: 1', '+XYZ: 1']) this.desk.virtual.say(line);
  };

  /** One flow of the family's, whatever becomes of it, and the quiet behind it. */
  one(modem: Modem): Observable<never> {
    const flow = this.drawn.oneOf(flowsOf(this.desk.profile));
    let end = 'left';
    return concat(
      defer(() => {
        this.fault = this.drawn.oneOf(FAULTS);
        this.strikesIn = 1 + this.drawn.below(60);
        return flow.run(modem);
      }).pipe(
        tap({ complete: () => (end = 'completed') }),
        ignoreElements(),
        catchError((error: unknown) => {
          end = error instanceof ModemError ? error.reason.kind : 'no ModemError';
          return EMPTY;
        }),
        takeUntil(merge(this.leave, timer(MAX_FLOW_MS))),
        finalize(() => {
          this.fault = 'none';
          this.forget();
          this.ends.set(end, (this.ends.get(end) ?? 0) + 1);
        }),
      ),
      timer(REST_MS).pipe(ignoreElements()),
    );
  }

  /** What the desk writes down for specs is no leak. */
  private forget(): void {
    const { heard, requests, servers } = this.desk;
    for (const list of [heard, requests, servers.logins]) (list as unknown[]).length = 0;
  }

  private misheard(bytes: Uint8Array): Uint8Array {
    const strikes = this.fault === 'mishear' && this.strikesIn < 0 && this.drawn.chance(0.3);
    return strikes ? latin1Bytes(mutated(latin1(bytes), this.drawn, 1)) : bytes;
  }
}

/** Runs so many flows in a row on one modem, with faults drawn by a seed, and looks at what they leave behind every so often. */
export const marathon = (
  profile: Profile,
  { flows, every, seed }: { readonly flows: number; readonly every: number; readonly seed: number },
  onMilestone: (milestone: Milestone) => void = () => undefined,
): Marathon => {
  const live = liveSubscriptions();
  const desk = flowDesk(profile, { latencyMs: 1 });
  const course = new Course(desk, dice(seed));
  const scheduler = new TestScheduler(() => undefined);
  const milestones: Milestone[] = [];
  let last: readonly boolean[] | undefined;
  const seen = () => ({ subscriptions: live.count(), timers: scheduler.actions.length });
  const look = (at: number): Observable<never> =>
    defer(() => {
      if (at % every === 0) {
        const milestone = { flows: at, ...seen() };
        milestones.push(milestone);
        onMilestone(milestone);
      }
      return EMPTY;
    });
  const run = (modem: Modem): Observable<unknown> =>
    concat(
      range(1, flows).pipe(concatMap((at) => concat(course.one(modem), look(at)))),
      defer(() => fresh(modem)).pipe(tap((same) => (last = same))),
    );
  try {
    scheduler.run(({ flush }) => {
      const over = new Subject<void>();
      const ended = tap<unknown>({ complete: () => over.next() });
      const connected = desk.connected({ trace: course.happened }, course.through);
      connected
        .pipe(
          switchMap((modem) => run(modem).pipe(ended)),
          takeUntil(over),
        )
        .subscribe();
      flush();
    });
    return { milestones, ends: course.ends, fresh: last, after: seen() };
  } finally {
    live.stop();
  }
};
