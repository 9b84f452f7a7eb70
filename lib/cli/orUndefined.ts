import { catchError, type Observable, of, type OperatorFunction, throwError } from 'rxjs';
import { ModemError, type Reason } from 'rxmodem';

const REFUSALS: readonly Reason['kind'][] = ['refused', 'cme', 'cms', 'ended', 'unreadable', 'unsupported'];

/** Takes a modem's refusal for an answer: `undefined`. Other failures (silence, a closed port) stay what they are. */
export const orUndefined = <T>(): OperatorFunction<T, T | undefined> =>
  catchError((error: unknown): Observable<undefined> => {
    const refused = error instanceof ModemError && REFUSALS.includes(error.reason.kind);
    return refused ? of(undefined) : throwError(() => error);
  });
