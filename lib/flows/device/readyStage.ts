import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  expand,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  share,
  take,
  takeWhile,
  tap,
  throwError,
  timer,
} from 'rxjs';
import {
  type StageCause,
  stageResult,
  type StageResult,
  type Stage,
  type ReadyRequest,
  type ReadyStep,
} from '../../dialects/networkDialect';
import { isLostAnswer } from '../../dialects/ask';
import { causeIn, seenIn } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { ForeignModel } from './onBearer';
import type { ReadyLimits } from './readyOptions';
import { monotonicNow } from '../../../operators/monotonicNow';

/** A stage that did not pass in its time: a restart may help. */
export interface Stuck {
  readonly stuck: ModemError;
}

/** What the stages of one walk through the chart share. */
export interface Walk {
  readonly talk: CommandChannel;
  readonly wanted: ReadyRequest;
  readonly limits: ReadyLimits;
  /** When all time is over, by the scheduler’s clock. */
  readonly endsAtMs: number;
  readonly foreign: ForeignModel;
}

type Looked = StageResult | { readonly kind: 'late'; readonly seen: string; readonly why?: StageCause };

/** How often in a row a question may stay without an answer that can be read, or with a code that names no cause, until its stage is assumed. */
const MAX_UNREADABLE = 3;
const MAX_VAGUE = 5;

/**
 * Silence, and a question that the modem can’t answer now, mean "not yet"; for a command that it does not know nothing is
 * awaited, nor for one that it answers again and again with nothing readable or with a code that names no cause: the later stages
 * show whether it works.
 */
const asFound = ({ onBearer }: Stage, { talk: channel, foreign }: Walk) => {
  let [unanswered, isKnown] = [0, false];
  return {
    /** Whether no question had an answer that says something. A bearer is never assumed: services need it. */
    isUnanswered: () => unanswered > 0 && !isKnown && !onBearer,
    found: (): void => {
      unanswered = 0;
      isKnown = true;
    },
    instead: (error: unknown): Observable<StageResult> => {
      if (!(error instanceof ModemError)) return throwError(() => error);
      const { reason } = error;
      const why = causeIn(error);
      const isUnreadable = isLostAnswer(reason) || reason.kind === 'unreadable';
      const isVague = reason.kind === 'cme' && why.cause === 'refused';
      unanswered = isUnreadable || isVague ? unanswered + 1 : 0;
      const isHopeless = unanswered >= (isVague ? MAX_VAGUE : MAX_UNREADABLE) && !onBearer;
      if (reason.kind === 'refused' || isHopeless) return of({ kind: 'untold' });
      if (!isUnreadable && reason.kind !== 'cme') return throwError(() => error);
      const notYet = stageResult.notYet(seenIn(error), why);
      if (!isVague) return of(notYet);
      // A modem of another family does not have the question, whatever code it refuses it with.
      return foreign(channel).pipe(map((model) => (model ? { kind: 'untold' } : notYet)));
    },
  };
};

const withinMs = ({ limit }: Stage, limits: ReadyLimits): number =>
  ({ sim: limits.simWithinMs, registration: limits.registrationWithinMs, bearer: limits.bearerWithinMs })[
    limit
  ];

/** Looks, waits until it is worth looking again, looks; the last look falls on the limit. */
const looks = (stage: Stage, walk: Walk, hint: Observable<unknown>) => {
  const { talk: channel, wanted, limits, endsAtMs } = walk;
  const lateAtMs = Math.min(endsAtMs, monotonicNow() + withinMs(stage, limits));
  const { found, instead, isUnanswered } = asFound(stage, walk);
  const look = defer(() => stage.look(channel, wanted)).pipe(tap(found), catchError(instead));
  const after = (looked: Looked): Observable<Looked> => {
    if (looked.kind !== 'not-yet') return EMPTY;
    const leftMs = lateAtMs - monotonicNow();
    if (leftMs <= 0) return of(isUnanswered() ? { kind: 'untold' } : { ...looked, kind: 'late' });
    const everyMs = looked.hasUrc || stage.onBearer ? limits.fallbackPollMs : limits.pollMs;
    return merge(timer(Math.min(everyMs, leftMs)), hint).pipe(
      take(1),
      mergeMap(() => look),
    );
  };
  return look.pipe(expand(after));
};

const resultOf = (
  stage: Stage,
  { talk: channel, wanted }: Walk,
  looked: Looked,
): Observable<ReadyStep | Stuck> => {
  const problem = (seen: string, advice: string, why: StageCause = {}): ModemError =>
    new ModemError({ kind: 'network', step: stage.name, seen, advice, ...why });
  switch (looked.kind) {
    case 'passed':
      return of(looked.step);
    case 'not-yet':
      return of({ step: 'waiting', on: stage.name, seen: looked.seen });
    case 'untold':
      channel.note(`the modem does not report its ${stage.name}; it is assumed`);
      return EMPTY;
    case 'never':
      return throwError(() => problem(looked.seen, looked.advice, looked.why));
    case 'late':
      return stage
        .advice(channel, wanted)
        .pipe(map((advice): Stuck => ({ stuck: problem(looked.seen, advice, looked.why) })));
  }
};

/** The same observation is emitted once. */
const isNews = () => {
  let last: string | undefined;
  return (looked: Looked): boolean => {
    if (looked.kind !== 'not-yet') return true;
    const isNew = looked.seen !== last;
    last = looked.seen;
    return isNew;
  };
};

/**
 * Waits until one stage of the chart passes: a URC or an answer says so.
 *
 *     looks    n----n----          n: not yet
 *     URCs     --------p           p: +CREG: 5
 *     result   w-------s|          w: waiting    s: the stage has passed
 *
 * Emits `stuck` where the stage’s time is over, and fails with `network` where time does not help.
 */
export const readyStage = (stage: Stage, walk: Walk): Observable<ReadyStep | Stuck> =>
  defer(() => {
    const { talk: channel, wanted } = walk;
    const heard = (stage.news?.(channel, wanted) ?? EMPTY).pipe(share());
    const founds = heard.pipe(filter((one): one is StageResult => one !== 'look'));
    const hints = heard.pipe(filter((one) => one === 'look'));
    return merge(founds, looks(stage, walk, hints)).pipe(
      takeWhile(({ kind }: Looked) => kind === 'not-yet', true),
      filter(isNews()),
      concatMap((looked) => resultOf(stage, walk, looked)),
    );
  });
