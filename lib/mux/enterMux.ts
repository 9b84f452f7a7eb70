import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { latin1Bytes } from '../grammar/latin1';
import { ModemError } from '../grammar/errors/modemError';
import { askAt, isOk, saidAndWaited, untilQuiet } from './askAt';
import { askFrame } from './askFrame';
import { MuxLife } from './muxLife';
import type { MuxPlan } from './muxPlan';
import type { MuxWire } from './muxWire';
import { reachAt } from './reachAt';
import { whileRunning } from './whileRunning';

const SETTING_MS = 2_000;
const ENTER_MS = 5_000;
const QUIET_MS = 150;
const RECOVER_MS = 5_000;

const DEAF =
  'the modem answers neither AT nor the frames that close a multiplexer; check power, wiring and baud rate, or switch it off and on';
const STAYED =
  'the modem says OK to AT+CMUX and answers no frame: this firmware has no multiplexer that works; update it, or use the port for one program';

/**
 * Enters the multiplexer and lives in it: emits the life when the modem has proved that it reads frames, completes when the
 * modem is no longer there.
 *
 *     > AT                    until it answers: reachAt
 *     < OK
 *     > AT+CMUX=0
 *     < OK                    a hint only
 *     > F9 03 3F 01 1C F9     SABM on channel 0
 *     < F9 03 73 01 D7 F9     UA: the proof
 *
 * Fails with `port` where it can't be entered; the modem answers AT then, if it answers at all.
 */
export const enterMux = (wire: MuxWire, plan: MuxPlan): Observable<MuxLife> => {
  const fail = (problem: string): Observable<never> =>
    throwError(() => new ModemError({ kind: 'port', where: wire.name, problem }));
  const reached = reachAt(wire, plan.channels, plan.enterMs).pipe(
    mergeMap((answers) => (answers ? EMPTY : fail(DEAF))),
  );
  const settings = plan.urcs ? askAt(wire, plan.urcs.toOne, SETTING_MS) : EMPTY;
  const asked = askAt(wire, plan.enter, ENTER_MS).pipe(
    mergeMap((result) =>
      result === undefined || isOk(result)
        ? EMPTY
        : fail(`the modem refuses ${plan.enter} (${result}); it may be in use, or have no multiplexer here`),
    ),
  );
  const settled = plan.settleMs > 0 ? timer(plan.settleMs) : EMPTY;
  const entering = concat(reached, untilQuiet(wire, QUIET_MS), settings, asked, settled).pipe(
    ignoreElements(),
  );
  return concat(
    entering,
    defer(() => lived(wire, plan)),
  );
};

const lived = (wire: MuxWire, plan: MuxPlan): Observable<MuxLife> => {
  const { timings, report } = plan;
  const life = new MuxLife({ wire, ...plan });
  const proved = askFrame(life.link, 0, 'sabm', timings).pipe(
    mergeMap((type) => (type === 'ua' ? of(life) : throwError(() => stayed(wire)))),
  );
  const lost = defer(() => life.lost()).pipe(tap((why) => report({ kind: 'lost', why })));
  const living = proved.pipe(
    tap(() => report({ kind: 'entered' })),
    mergeMap(() => merge(of(life), lost.pipe(ignoreElements()))),
  );
  return whileRunning(life.run(), living).pipe(
    catchError((error: unknown) =>
      concat(
        recovered(wire, plan),
        throwError(() => error),
      ),
    ),
  );
};

/** A line end makes the modem forget what it took for the beginning of a command. */
const recovered = (wire: MuxWire, { channels }: MuxPlan): Observable<never> =>
  concat(saidAndWaited(wire, latin1Bytes('\r'), QUIET_MS), reachAt(wire, channels, RECOVER_MS)).pipe(
    ignoreElements(),
    catchError(() => EMPTY),
  );

const stayed = ({ name }: MuxWire): ModemError =>
  new ModemError({ kind: 'port', where: name, problem: STAYED });
