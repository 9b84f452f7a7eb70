import { catchError, concat, defer, EMPTY, type Observable, tap, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { liesWithModem } from './worthMoving';
import type { SettledPolicy } from './poolPolicy';
import type { PoolFlow, PoolRunOptions } from './poolRun';
import type { Slot } from './slot';
import type { Slots } from './slots';

/** The modems that flows run on, and the policy. */
export interface RunParts {
  readonly slots: Slots;
  readonly policy: SettledPolicy;
}

const isUnsupported = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'unsupported';

/** Records how a flow ended on a modem. A modem on which flows fail rests for a while, so that it does not attract all of them. */
const noting = <T>({ slots, policy }: RunParts, slot: Slot) =>
  tap<T>({
    error: (error: unknown) => {
      if (!(error instanceof ModemError) || !liesWithModem(error.reason)) return;
      const failures = slot.known.failures + 1;
      slots.note(slot, { failures, rests: true });
      slots.later(policy.restMs(failures), () => slots.note(slot, { rests: false }));
    },
    complete: () => {
      if (slot.known.failures > 0) slots.note(slot, { failures: 0 });
    },
  });

/**
 * Runs a flow on the best modem. Where it fails for a reason of that modem, it continues on another one.
 *
 *     north    --a--#                    its retries are used up
 *     south          r--b--|             continues after a, or begins again where nothing was emitted
 *     result   --a---r--b--|
 */
export const runOn = <T>(
  parts: RunParts,
  name: string | undefined,
  flow: PoolFlow<T>,
  { idempotent = false, elsewhere }: PoolRunOptions<T>,
): Observable<T> =>
  defer(() => {
    const { slots, policy } = parts;
    const tried = new Set<Slot>();
    const wanted = { name, tried };
    let isSilent = true;
    const again: NonNullable<typeof elsewhere> =
      elsewhere ?? (() => (idempotent && isSilent ? EMPTY : undefined));
    const attempt = (moves: number): Observable<T> =>
      slots
        .use(wanted, (slot) => {
          tried.add(slot);
          return defer(() => flow(slot.modem, slot.known.name)).pipe(
            noting(parts, slot),
            tap({
              error: (error: unknown) =>
                isUnsupported(error) && slots.sameFamily(slot).forEach((one) => tried.add(one)),
            }),
          );
        })
        .pipe(
          tap(() => (isSilent = false)),
          catchError((error: unknown) => {
            const mayMove =
              moves > 0 && error instanceof ModemError && policy.when(error.reason) && slots.mayFit(wanted);
            const resumed = mayMove ? again(error.reason) : undefined;
            return resumed ? concat(resumed, attempt(moves - 1)) : throwError(() => error);
          }),
        );
    return attempt(policy.moves);
  });
