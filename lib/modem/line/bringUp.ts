import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  type Observable,
  retry,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import type { PortTraffic } from './portTraffic';
import { exchange } from './exchange';
import type { Timings } from './timings';
import { resynchronise } from './resynchronise';

/** How often the settings are tried again after one of them got no answer: the modem may just have started. */
const MAX_RETRIES = 3;

/** True for a setting that got no answer, false for a modem that never answered at all. */
const isSilence = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'timeout' && error.reason.phase === 'answer';

/**
 * Brings a modem up: its attention, then the profile's settings in order.
 *
 *     > AT  < OK    > ATE0  < ATE0  < OK    > AT+CMEE=1  < OK
 *
 * A refused setting is noted in the trace, and the next one follows; so is one that is not answered, after `MAX_RETRIES`.
 * Completes after the last one. Fails with `timeout` of phase `bring-up` when the modem does not answer.
 */
export const bringUp = (traffic: PortTraffic, profile: Profile, timings: Timings): Observable<never> => {
  let attempts = 0;
  const synchronise = resynchronise(traffic, profile, timings, 'bring-up');
  const set = (command: Command): Observable<never> =>
    exchange(traffic, command, timings).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        traffic.drop();
        if (!(error instanceof ModemError)) return throwError(() => error);
        if (isSilence(error) && attempts <= MAX_RETRIES) return throwError(() => error);
        traffic.note(error.message);
        // A modem that answers `AT` does without the setting.
        return isSilence(error) ? synchronise : EMPTY;
      }),
    );
  return defer(() => {
    attempts += 1;
    return concat(synchronise, ...profile.bringUp.map((command) => set(command)));
  }).pipe(
    retry({
      count: MAX_RETRIES,
      delay: (error: unknown) => (isSilence(error) ? timer(timings.quietMs) : throwError(() => error)),
    }),
  );
};
