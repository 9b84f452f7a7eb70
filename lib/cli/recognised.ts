import { catchError, type Observable, throwError } from 'rxjs';
import { type ConnectOptions, detectProfile, ModemError, type Profile, type Transport } from 'rxmodem';
import { CliError } from './cliError';

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free for the next connection.
 *
 * Fails with `unknown-model`, and as `connect` does.
 */
export const recognised = (transport: Transport, options: ConnectOptions): Observable<Profile> =>
  detectProfile(transport, options).pipe(
    catchError((error: unknown) => {
      const reason = error instanceof ModemError ? error.reason : undefined;
      return throwError(() =>
        reason?.kind === 'unsupported'
          ? new CliError({ kind: 'unknown-model', model: reason.family })
          : error,
      );
    }),
  );
