import { catchError, type Observable, type OperatorFunction, throwError } from 'rxjs';
import type { ModemError } from '../grammar/modemError';
import { isRefusal } from './isRefusal';

/** Goes another way where the modem says no; all other errors pass. */
export const onRefusal = <T, U>(
  otherwise: (error: ModemError) => Observable<U>,
): OperatorFunction<T, T | U> =>
  catchError((error: unknown) => (isRefusal(error) ? otherwise(error) : throwError(() => error)));
