import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { askAt, untilQuiet } from './askAt';
import { controlMessage } from './frames/controlMessage';
import type { MuxLife } from './muxLife';
import type { MuxPlan } from './muxPlan';
import type { MuxWire } from './muxWire';
import { reachAt } from './reachAt';
import { whileRunning } from './whileRunning';

const ANSWER_MS = 500;
const SETTING_MS = 2_000;
const QUIET_MS = 150;
/** An A7683E falls back to AT within three seconds; then there is time for two attempts at breaking out. */
const LEAVE_MS = 12_000;

const STUCK =
  'the modem does not leave the multiplexer: it answers no AT; switch it off and on, or wait until it falls back by itself';

/**
 * Leaves the multiplexer: closes the channels, says CLD, and proves that the modem answers AT.
 *
 *     > DISC 1 … UA 1
 *     > CLD                   C3 01
 *     < CLD                   C1 01, or nothing, or half a frame: nobody relies on it
 *     > AT
 *     < OK                    the proof
 *
 * `life` is missing where the modem may be anywhere. Fails with `port` where the modem does not come back to AT.
 */
export const leaveMux = (wire: MuxWire, plan: MuxPlan, life: MuxLife | undefined): Observable<never> => {
  const proved = defer(() => reachAt(wire, plan.channels, LEAVE_MS)).pipe(
    mergeMap((answers) => (answers ? of(answers) : throwError(() => stuck(wire)))),
  );
  const restored = plan.urcs ? askAt(wire, plan.urcs.toAll, SETTING_MS) : EMPTY;
  return concat(life ? goodbye(life) : EMPTY, untilQuiet(wire, QUIET_MS), proved, restored).pipe(
    ignoreElements(),
    tap({
      complete: () => plan.report({ kind: 'left' }),
      error: (error: unknown) => plan.report({ kind: 'stuck', problem: String(error) }),
    }),
  );
};

/** What is said while the modem reads frames. */
const goodbye = (life: MuxLife): Observable<unknown> => {
  const { link } = life;
  const answered = merge(
    link.messages.pipe(filter(({ type, command }) => type === 'cld' && !command)),
    link.frames.pipe(filter(({ channel, type }) => channel === 0 && type === 'ua')),
  ).pipe(take(1), takeUntil(timer(ANSWER_MS)));
  const closed = merge(
    answered,
    defer(() => (link.sayMessage(controlMessage('cld')), EMPTY)),
  );
  return whileRunning(life.run(), concat(life.closeAll(), closed));
};

const stuck = ({ name }: MuxWire): ModemError =>
  new ModemError({ kind: 'port', where: name, problem: STUCK });
