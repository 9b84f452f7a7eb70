import {
  catchError,
  EMPTY,
  filter,
  isEmpty,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  throwError,
} from 'rxjs';
import { ModemError } from 'rxmodem';
import { CliError } from '../../errors/cliError';

/** What a modem says of a file that it does not have, and of much else. */
const REFUSALS: ReadonlySet<string> = new Set(['refused', 'cme']);

/**
 * Says that a file is not there, where the modem refuses it and does not list it either: the refusal alone has many causes.
 *
 *     > AT+FSFLSIZE=C:\\User\\a.txt   < ERROR   > AT+FSLS=C:\\User\\   < b.txt   < OK      a.txt is not on the modem
 */
export const missingFile =
  <T>(name: string, listed: () => Observable<string>): MonoTypeOperatorFunction<T> =>
  (work) =>
    work.pipe(
      catchError((error: unknown) => {
        if (!(error instanceof ModemError) || !REFUSALS.has(error.reason.kind))
          return throwError(() => error);
        const seen = error.message.replace(/;.*$/, '');
        const last = lastOf(name);
        return listed().pipe(
          // A directory that can't be listed is not there either.
          catchError(() => EMPTY),
          filter((one) => one.toLowerCase() === last),
          isEmpty(),
          mergeMap((isMissing) =>
            throwError(() => (isMissing ? new CliError({ kind: 'no-file', name, seen }) : error)),
          ),
        );
      }),
    );

/** The last part of a path, as listings show it. */
const lastOf = (path: string): string => path.replace(/^.*[\\/]/, '').toLowerCase();

/** The directory of a path; `undefined` where it names none. */
export const directoryOf = (path: string): string | undefined => /^(.*[\\/])[^\\/]*$/.exec(path)?.[1];
