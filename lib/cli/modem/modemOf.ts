import { defer, mergeMap, type Observable, of, catchError, throwError } from 'rxjs';
import {
  openModem,
  type OpenModemOptions,
  keptOpen,
  type Modem,
  type Profile,
  recorded,
  type Transport,
  detectProfile,
  ModemError,
} from 'rxmodem';
import type { ModemOptions } from '../options/modemOptions';
import { fileWriter, traceWriter } from '../output/traceWriter';
import { knownProfile } from './knownProfile';
import { openPorts } from './openPorts';
import { transportOf } from './transportOf';
import { CliError } from '../errors/cliError';

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free for the next connection.
 *
 * Fails with `unknown-model`, and as `openModem` does.
 */
const recognised = (transport: Transport, options: OpenModemOptions): Observable<Profile> =>
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

const connectOptions = ({ baud, trace }: ModemOptions): OpenModemOptions => ({
  ...(baud === undefined ? {} : { baudRate: baud }),
  ...(trace === undefined ? {} : { trace: traceWriter(trace) }),
});

const recordedBy = ({ record }: ModemOptions, transport: Transport): Transport =>
  record === undefined ? transport : recorded(transport, fileWriter(record));

/** Opens the modem that the options name. With `--profile auto` it first asks the modem for its model. */
export const modemOf = (options: ModemOptions): Observable<Modem> =>
  defer(() => {
    const transport = keptOpen(openPorts.counted(recordedBy(options, transportOf(options))));
    const manner = connectOptions(options);
    const known = knownProfile(options);
    const found: Observable<Profile> = known === undefined ? recognised(transport, manner) : of(known);
    return found.pipe(mergeMap((fits) => openModem(transport, fits, manner)));
  });
