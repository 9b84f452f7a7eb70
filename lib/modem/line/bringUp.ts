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
 * A refused setting is noted in the trace, and the next one follows. Completes after the last one. Fails with `timeout` of
 * phase `bring-up` when the modem does not answer.
 */
export const bringUp = (traffic: PortTraffic, profile: Profile, timings: Timings): Observable<never> => {
  const set = (command: Command): Observable<never> =>
    exchange(traffic, command, timings).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        traffic.drop();
        if (!(error instanceof ModemError) || isSilence(error)) return throwError(() => error);
        traffic.note(error.message);
        return EMPTY;
      }),
    );
  return defer(() =>
    concat(
      resynchronise(traffic, profile, timings, 'bring-up'),
      ...profile.bringUp.map((command) => set(command)),
    ),
  ).pipe(
    retry({
      count: MAX_RETRIES,
      delay: (error: unknown) => (isSilence(error) ? timer(timings.quietMs) : throwError(() => error)),
    }),
  );
};
