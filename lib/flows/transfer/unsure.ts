import { catchError, type MonoTypeOperatorFunction, throwError } from 'rxjs';
import { mayBeDone } from '../../grammar/errors/mayBeDone';

/**
 * Makes the failures of what is not repeated by itself say that it may have been done, where they do not show that it was not.
 *
 *     > AT+FSDEL=a.txt   …silence      AT+FSDEL=a.txt: the modem did not answer … It may have been done …
 */
export const unsure = <T>(): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => throwError(() => mayBeDone(error)));
