import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  ignoreElements,
  type MonoTypeOperatorFunction,
  type Observable,
  retry,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { Phase } from '../grammar/reason';
import { exchange } from './exchange';
import type { Conversation } from './conversation';
import type { Patience } from './patience';
import { quietSpell } from './quietSpell';

/** How late a modem's answer to `AT` is waited for, once another was heard. */
const MOST_LATE_MS = 2_000;

const answeredWithin = <T>(waitedMs: number, phase: Phase): MonoTypeOperatorFunction<T> =>
  timeout({
    first: waitedMs,
    with: () => throwError(() => new ModemError({ kind: 'timeout', phase, waitedMs })),
  });

/**
 * Finds the line again: `AT` until it is answered, then a quiet spell, so that a late `OK` can't be taken for the next
 * command's.
 *
 *     > AT        …        > AT     < OK     (late) < OK     ···quiet···|
 *
 * Completes when the line can be trusted. Fails with `timeout` of the given phase, or as the port does.
 */
export const resynchronise = (
  talk: Conversation,
  attention: Command,
  patient: Patience,
  phase: Phase & ('bring-up' | 'resynchronise'),
): Observable<never> => {
  const limitMs = phase === 'bring-up' ? patient.bringUpMs : patient.resynchroniseMs;
  let calls = 0;
  let since = 0;
  const call = defer(() => {
    calls += 1;
    if (calls === 1) since = asyncScheduler.now();
    return exchange(talk, attention, patient);
  }).pipe(
    answeredWithin(patient.attentionEveryMs, phase),
    catchError((error: unknown) => {
      talk.drop();
      return throwError(() => error);
    }),
  );
  const answered = call.pipe(
    retry({
      delay: (error: unknown) => {
        if (!(error instanceof ModemError)) return throwError(() => error);
        // An answer that is no OK is a sign of life: what stood on the line before is out of the way now.
        return timer(error.reason.kind === 'timeout' ? 0 : patient.quietMs);
      },
    }),
    answeredWithin(limitMs, phase),
    ignoreElements(),
  );
  // Where several were written, the answers of the others may follow, each as late as the first one was.
  const quiet = defer(() => {
    const lateMs = calls > 1 ? Math.min(MOST_LATE_MS, asyncScheduler.now() - since) : 0;
    return quietSpell(talk, { ...patient, quietMs: patient.quietMs + lateMs });
  });
  return concat(answered, quiet);
};
