import { catchError, mergeMap, type Observable, type OperatorFunction, throwError } from 'rxjs';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';
import { quectelCodes } from '../device/quectelCodes';
import { quectelLateError } from './quectelHttpCommands';

/** The error of one of the modem's HTTP codes, with what the code means here. */
export const quectelHttpError = (code: number): ModemError => {
  const row = quectelCodes[code];
  return new ModemError({ kind: 'http', code, ...(row && { row }) });
};

const isHttp = (code: number | undefined): code is number => code !== undefined && code >= 700 && code < 800;

/** Makes HTTP errors of CME errors that carry a code of HTTP: firmware says a failure in either place. */
export const asHttpError = <T>(): OperatorFunction<T, T> =>
  catchError((error: unknown) => {
    const reason = error instanceof ModemError ? error.reason : undefined;
    return throwError(() =>
      reason?.kind === 'cme' && isHttp(reason.code) ? quectelHttpError(reason.code) : error,
    );
  });

/** Fails where `+CME ERROR` comes with no command open: a failure in place of a result. */
export const lateFailure = ({ urcs }: CommandChannel): Observable<never> =>
  urcs.pipe(
    ofUrc(quectelLateError),
    mergeMap(({ code }) => throwError(() => quectelHttpError(code))),
  );
