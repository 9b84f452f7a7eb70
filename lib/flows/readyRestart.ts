import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import { isRefusal } from '../dialects/isRefusal';
import { ModemError } from '../grammar/modemError';
import type { Modem } from '../modem/modem';
import { isInterruption } from './isInterruption';

/** How long a module may take to say that it has started. */
const BOOT_MS = 30_000;

/** Silence says nothing: some firmware restarts before it has said OK. */
const isSilence = (error: unknown): boolean => error instanceof ModemError && error.reason.kind === 'timeout';

const unless = <T>(isNothing: (error: unknown) => boolean): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => (isNothing(error) ? EMPTY : throwError(() => error)));

/**
 * Restarts the module, and completes when it says that it has started; where it says nothing (SIM800 without a fixed baud
 * rate), after 30 s, and then the echo of `AT` tells. A refusal is no failure: the next walk through the chart tells.
 *
 *     > AT+CFUN=1,1  < OK   …   < RDY
 */
export const readyRestart = ({ inTurn, profile }: Modem): Observable<never> =>
  inTurn('network', (talk) => (leaving) => {
    const said = talk.send(profile.network.restart()).pipe(unless(isSilence));
    const heard = merge(said, talk.urcs).pipe(takeUntil(timer(BOOT_MS)));
    const asked = defer(() => talk.send(profile.attention));
    const isDone = (error: unknown): boolean => isInterruption(error) || isRefusal(error);
    return concat(heard, asked).pipe(ignoreElements(), unless(isDone), takeUntil(leaving));
  });
