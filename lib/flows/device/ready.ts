import { checkOptions, withDefaults } from '../../grammar/checkOptions';
import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  map,
  mergeMap,
  type Observable,
  of,
  takeWhile,
  tap,
  throwError,
} from 'rxjs';
import type { Stage, ReadyRequest, ReadyStep, StageName } from '../../dialects/networkDialect';
import { inOrder } from '../../dialects/steps/inOrder';
import { onRefusal } from '../../dialects/steps/onRefusal';
import type { Command } from '../../grammar/command';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import { timeLimits } from '../../../operators/timeLimits';
import type { Work } from '../../../operators/work';
import { checkedAccess } from '../transfer/checkedAccess';
import { askedOnce, type ForeignModel, onBearer } from './onBearer';
import { readyDefaults, type ReadyLimits, type ReadyOptions, READY_CHECKS } from './readyOptions';
import { readyStage, type Stuck, type Walk } from './readyStage';
import { restart } from './restart';
import { spentPins } from './spentPins';
import { monotonicNow } from '../../../operators/monotonicNow';

/** Tells whether what was said came to nothing, but the modem will be there: it restarted, or is connected again. */
const isInterruption = (error: unknown): error is ModemError =>
  error instanceof ModemError &&
  ((error.reason.kind === 'reset' && !error.reason.isOff) ||
    (error.reason.kind === 'closed' && error.reason.reconnects === true));

/** How often the chart begins anew where the modem restarts by itself, or its port goes and comes. */
const MAX_INTERRUPTIONS = 3;
/** What a command in flight has when all time is over. */
const LAST_ANSWER_MS = 10_000;

/** What is left of the patience with a modem. */
interface Budget {
  restarts: number;
  interruptions: number;
}

/** What all walks through the chart share. */
interface Journey {
  readonly modem: Modem;
  readonly stages: readonly Stage[];
  readonly wanted: Omit<ReadyRequest, 'undo'>;
  readonly limits: ReadyLimits;
  readonly endsAtMs: number;
  readonly budget: Budget;
  readonly foreign: ForeignModel;
}

const isStuck = (one: ReadyStep | Stuck): one is Stuck => 'stuck' in one;

/** Goes through the chart once; what was set only to wait is set back in the end, unless a restart did. */
const walkOf =
  (
    { modem, stages, limits, endsAtMs, foreign, ...journey }: Journey,
    channel: CommandChannel,
  ): Work<ReadyStep | Stuck> =>
  (leaving) => {
    const undoing = new Map<string, Command>();
    const wanted = { ...journey.wanted, undo: (command: Command) => undoing.set(command.text, command) };
    const walk: Walk = { talk: channel, wanted, limits, endsAtMs, foreign };
    const all = stages.map((stage) =>
      stage.onBearer ? onBearer(stage, { modem, foreign, leaving }) : stage,
    );
    const gone = (): void => undoing.clear();
    return bracket(
      of(null),
      () =>
        concat(...all.map((stage) => readyStage(stage, walk))).pipe(
          takeWhile((one) => !isStuck(one), true),
          tap({ error: (error: unknown) => (isInterruption(error) ? gone() : undefined) }),
        ),
      () => inOrder(channel, ...undoing.values()),
    )(leaving);
  };

const chart = (journey: Journey): Observable<ReadyStep> => {
  const { modem, budget, endsAtMs, foreign } = journey;
  const anew = (step: 'restart' | 'again', { reason }: ModemError, first?: Observable<never>) =>
    concat(of<ReadyStep>({ step, reason }), ...(first ? [first] : []), chart(journey));
  const restarted = (error: ModemError): Observable<ReadyStep> => {
    if (budget.restarts <= 0 || monotonicNow() >= endsAtMs) return throwError(() => error);
    budget.restarts -= 1;
    return anew('restart', error, restart(modem).pipe(onRefusal(() => EMPTY)));
  };
  const stuck = (error: ModemError): Observable<ReadyStep> =>
    (hasRefused(error) ? foreign(modem) : of(undefined)).pipe(
      // A restart does not help a modem of another family.
      mergeMap((model) =>
        model ? throwError(() => new ModemError({ ...error.reason, model })) : restarted(error),
      ),
    );
  const interrupted = (error: unknown): Observable<ReadyStep> => {
    if (!isInterruption(error) || budget.interruptions <= 0) return throwError(() => error);
    budget.interruptions -= 1;
    return anew('again', error);
  };
  return defer(() => {
    let problem: ModemError | undefined;
    const passes = (one: ReadyStep | Stuck): Observable<ReadyStep> => {
      if (!isStuck(one)) return of(one);
      problem = one.stuck;
      return EMPTY;
    };
    const walk = modem.exclusive('network', (channel) => walkOf(journey, channel)).pipe(concatMap(passes));
    const then = defer(() => (problem ? stuck(problem) : EMPTY));
    // What fails behind an interruption, or behind a restart, is the affair of the chart that began anew.
    return concat(walk.pipe(catchError((error: unknown) => interrupted(error))), then);
  });
};

/** All stages there are; a family may lack one. */
const STAGE_NAMES: ReadonlySet<string> = new Set<StageName>([
  ...(['sim', 'signal', 'circuit', 'packet', 'system', 'attachment', 'bearer'] as const),
]);

const journeyOf = (modem: Modem, options: ReadyOptions): Journey => {
  const { stages: names, pin, apn, user, password } = options;
  const limits = withDefaults(readyDefaults, checkOptions(options, READY_CHECKS));
  if (pin !== undefined && !/^\d{4,8}$/.test(pin)) invalidArgument('pin', 'it is not 4 to 8 digits');
  const { stages } = modem.profile.network;
  const odd = names?.find((name) => !STAGE_NAMES.has(name) && !stages.some((stage) => stage.name === name));
  if (odd !== undefined) invalidArgument('stages', `there is no stage ${odd}`);
  const access = { apn, user, password };
  const known = Object.entries(access).filter(([, value]) => value !== undefined);
  return {
    modem,
    stages: stages.filter(({ name }) => names === undefined || names.includes(name)),
    wanted: {
      access: checkedAccess(Object.fromEntries(known)),
      pin,
      pins: spentPins(modem.transport),
      needsCalls: limits.needsCalls,
    },
    limits,
    endsAtMs: monotonicNow() + limits.totalMs,
    foreign: askedOnce(modem),
    budget: { restarts: limits.restarts, interruptions: MAX_INTERRUPTIONS },
  };
};

/** What is waited for behind a step, in the modem's last words where it said something. */
const waitedFor = (step: ReadyStep): string =>
  step.step === 'waiting' ? `${step.on} (${step.seen})` : `the stage after ${step.step}`;

/** Whether the modem refused a command, and did not say why: it may be of another family. */
const hasRefused = ({ reason }: ModemError): boolean =>
  reason.kind === 'network' && reason.cause === 'refused';

/** The error of a time limit says what was waited for last. */
const naming = (waiting: string | undefined, error: unknown): unknown => {
  if (waiting === undefined || !(error instanceof ModemError)) return error;
  const { reason } = error;
  const isUnnamed = reason.kind === 'timeout' && reason.phase === 'total' && reason.command === undefined;
  return isUnnamed ? new ModemError({ ...reason, command: waiting }) : error;
};

/**
 * Waits until the modem is ready for services, by the chart of the A7600 HTTP(S) note, § 1.4: SIM, signal, registration, system
 * (A76XX), attachment, bearer or PDP context.
 *
 *     ready(modem, { apn: 'internet' })    s--g--c--p--y-a---b|
 *     s: sim READY   g: signal −73 dBm   c, p: registered for calls, for data   y: system   a: attachment   b: bearer, address
 *
 * Each stage is emitted when it passes, and what it waits for meanwhile (`waiting`). URCs end the waiting if the modem reports
 * the change; `AT+CREG=1` and its like are sent where that is not so yet, and `AT+CREG=0` in the end. Where a stage does not pass in its time,
 * the module is restarted, once by default (`restarts`), and the chart begins anew (`restart`); so it does where the modem restarts
 * by itself or its port comes back (`again`, three times at most).
 *
 * Fails with `network`, which says at which stage, what was seen and what to do; `timeout` of phase `total`, or `bring-up` where
 * it does not come back from a restart; `reset`, `closed`.
 * A PIN that was refused is never entered again at the same transport.
 */
export const ready = (modem: Modem, options: ReadyOptions = {}): Observable<ReadyStep> =>
  modem.keepOpen(
    defer(() => {
      const { totalMs = readyDefaults.totalMs } = options;
      let waiting: string | undefined;
      return chart(journeyOf(modem, options)).pipe(
        tap((step) => (waiting = waitedFor(step))),
        timeLimits({ totalMs: totalMs + LAST_ANSWER_MS }),
        catchError((error: unknown) => throwError(() => naming(waiting, error))),
        map((step) => Object.freeze(step)),
      );
    }),
  );
