import { catchError, mergeMap, type Observable, type OperatorFunction, throwError } from 'rxjs';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ofUrc } from '../../../../operators/ofUrc';
import { quectelCodes } from './quectelCodes';
import { quectelLateError } from './quectelErrorUrcs';

type Service = 'ftp' | 'http';

/** A service's codes lie in a hundred of their own. */
const HUNDREDS: Readonly<Record<Service, number>> = { ftp: 6, http: 7 };

const isOf = (kind: Service, code: number | undefined): code is number =>
  code !== undefined && Math.floor(code / 100) === HUNDREDS[kind];

const rowOf = (code: number) => {
  const row = quectelCodes[code];
  return row ? { row } : {};
};

/** The error of one of the codes of a service, with what the code means here. */
export const quectelFailure = (kind: Service, code: number): ModemError =>
  new ModemError({ kind, code, ...rowOf(code) });

/** Makes errors of a service of CME errors that carry one of its codes: firmware reports a failure in either place. */
export const asFailureOf = <T>(kind: Service): OperatorFunction<T, T> =>
  catchError((error: unknown) => {
    const reason = error instanceof ModemError ? error.reason : undefined;
    return throwError(() =>
      reason?.kind === 'cme' && isOf(kind, reason.code) ? quectelFailure(kind, reason.code) : error,
    );
  });

/**
 * Fails where `+CME ERROR` comes with no command open: a failure in place of a result. A code that is none of the service's stays
 * a CME error: it may be a part of data whose header was lost.
 */
export const lateFailure = (kind: Service, { urcs }: CommandChannel, command: string): Observable<never> =>
  urcs.pipe(
    ofUrc(quectelLateError),
    mergeMap(({ code }) =>
      throwError(() =>
        isOf(kind, code)
          ? quectelFailure(kind, code)
          : new ModemError({ kind: 'cme', command, code, text: String(code), ...rowOf(code) }),
      ),
    ),
  );
