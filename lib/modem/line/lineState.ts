import { catchError, concat, defer, EMPTY, type Observable, tap, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import { bringUp } from './bringUp';
import type { Interruptions } from './interruptions';
import type { PortTraffic } from './portTraffic';
import { LATE_ANSWER_MS } from './lateOk';
import type { Timings } from './timings';
import { resynchronise } from './resynchronise';
import { failWith } from '../../../operators/failWith';

/** Whether the next command may be written, and what has to be done before. */
export interface LineState {
  /** Brings the modem up, or resynchronises the line, when that is needed; completes when the line is ready. */
  readonly ensureReady: Observable<never>;
  /** Takes note of a failed command: after some failures an answer may still come, and the line has to be resynchronised. */
  readonly suspect: (error: unknown) => void;
  /** The modem restarted, its settings are gone. */
  readonly reset: () => void;
  /** Whether the modem was brought up and has not restarted since. */
  readonly isUp: () => boolean;
  /**
   * How long an empty answer is doubted, since a late `OK` may be on its way: for seconds behind silence, for a moment behind the
   * bring-up, not at all once a command has been answered by a value.
   */
  readonly doubtMs: () => number;
  /** Takes note of an answer, and whether it had a value. */
  readonly proveBy: (hadValue: boolean) => void;
  /** Whether a command may be written at once. */
  readonly isReady: () => boolean;
}

/** `OK` came with no answer in front of it: it may be the late one of an earlier command, and the answer follows. */
export const isLateOk = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'unreadable' && error.reason.line === 'OK';

const isSuspect = (error: unknown): boolean =>
  error instanceof ModemError &&
  (error.reason.kind === 'timeout' || error.reason.kind === 'corrupt' || isLateOk(error));

/** Keeps the state of a line: `down` before the bring-up, `suspect` after silence or lost bytes, otherwise `ready`. */
export const lineState = (
  traffic: PortTraffic,
  profile: Profile,
  timings: Timings,
  { closed, off, started }: Pick<Interruptions, 'closed' | 'off' | 'started'>,
): LineState => {
  let state: 'down' | 'suspect' | 'ready' = 'down';
  let [starts, doubtMs] = [0, timings.quietMs];
  const recovery = (): Observable<never> =>
    state === 'down'
      ? bringUpOf(traffic, profile, timings, off())
      : resynchronise(traffic, profile, timings, 'resynchronise');
  const ensureReady: Observable<never> = defer(() => {
    if (state === 'ready') return EMPTY;
    const seen = starts;
    const complete = (): void => {
      if (seen !== starts) return;
      state = 'ready';
      started();
    };
    // After a restart during the recovery the settings are gone, too.
    const again = defer(() => (state === 'ready' ? EMPTY : ensureReady));
    return concat(recovery().pipe(failWith(closed), tap({ complete })), again);
  });
  return {
    ensureReady,
    suspect: (error) => {
      if (!isSuspect(error)) return;
      doubtMs = LATE_ANSWER_MS;
      if (state === 'ready') state = 'suspect';
    },
    reset: () => {
      starts += 1;
      [state, doubtMs] = ['down', timings.quietMs];
    },
    isUp: () => state !== 'down',
    doubtMs: () => doubtMs,
    proveBy: (hadValue) => void (doubtMs = hadValue ? 0 : doubtMs),
    isReady: () => state === 'ready',
  };
};

/** How long a modem that said that it goes off is asked whether it is on again. */
const OFF_MS = 5_000;

/** Brings a modem up. One that went off, and does not answer, fails with what it said then. */
const bringUpOf = (
  traffic: PortTraffic,
  profile: Profile,
  timings: Timings,
  off: ModemError | undefined,
): Observable<never> =>
  off
    ? bringUp(traffic, profile, { ...timings, bringUpMs: Math.min(OFF_MS, timings.bringUpMs) }).pipe(
        catchError((error: unknown) =>
          throwError(() => (error instanceof ModemError && error.reason.kind === 'timeout' ? off : error)),
        ),
      )
    : bringUp(traffic, profile, timings);
