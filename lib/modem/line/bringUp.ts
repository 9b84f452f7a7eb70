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
import type { Conversation } from './conversation';
import { exchange } from './exchange';
import type { Patience } from './patience';
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
export const bringUp = (talk: Conversation, profile: Profile, patient: Patience): Observable<never> => {
  const set = (command: Command): Observable<never> =>
    exchange(talk, command, patient).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        talk.drop();
        if (!(error instanceof ModemError) || isSilence(error)) return throwError(() => error);
        talk.note(error.message);
        return EMPTY;
      }),
    );
  return defer(() =>
    concat(
      resynchronise(talk, profile, patient, 'bring-up'),
      ...profile.bringUp.map((command) => set(command)),
    ),
  ).pipe(
    retry({
      count: MAX_RETRIES,
      delay: (error: unknown) => (isSilence(error) ? timer(patient.quietMs) : throwError(() => error)),
    }),
  );
};
