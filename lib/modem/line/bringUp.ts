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

/** How often the settings are tried again where one of them met silence: the modem may just have started. */
const MAX_RETRIES = 3;

/** Tells a setting that met silence from a modem that never answered at all. */
const isSilence = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'timeout' && error.reason.phase === 'answer';

/**
 * Brings a modem up: its attention, then the profile's settings in order.
 *
 *     > AT  < OK    > ATE0  < ATE0  < OK    > AT+CMEE=1  < OK
 *
 * A setting that is refused is noted in the trace and does no harm. Completes when done. Fails with `timeout` of phase
 * `bring-up` where the modem does not answer.
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
