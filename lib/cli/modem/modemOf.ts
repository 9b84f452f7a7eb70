import {
  catchError,
  concat,
  defer,
  EMPTY,
  identity,
  ignoreElements,
  mergeMap,
  type MonoTypeOperatorFunction,
  NEVER,
  type Observable,
  of,
  switchMap,
  throwError,
} from 'rxjs';
import {
  commands,
  type DetectOptions,
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
import { refuseRemote } from '../options/remotePort';
import { fileWriter, traceWriter } from '../output/traceWriter';
import { asksFirmware, knownProfile } from './knownProfile';
import { openPorts } from './openPorts';
import { rated, type RatedOptions, transportOf } from './transportOf';
import { CliError } from '../errors/cliError';
import { untilFailed, writingFailures } from '../output/writingFailures';

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free for the next connection.
 *
 * Fails with `unknown-model`, and as `openModem` does.
 */
const recognised = (transport: Transport, options: DetectOptions): Observable<Profile> =>
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

type Failed = (error: CliError) => void;

type Trace = OpenModemOptions['trace'];

const connectOptions = (
  { baud, trace, traceTexts }: RatedOptions,
  failed: Failed,
  shared: Trace,
): OpenModemOptions => {
  const written = shared ?? (trace === undefined ? undefined : traceWriter(trace, failed));
  return {
    ...(baud === undefined ? {} : { baudRate: baud }),
    ...(written === undefined ? {} : { trace: written }),
    ...(traceTexts === undefined ? {} : { traceTexts }),
  };
};

const recordedBy = (options: RatedOptions, failed: Failed): Transport => {
  const { record, recordBodies = false } = options;
  const transport = transportOf(options);
  return record === undefined
    ? transport
    : recorded(transport, fileWriter(record, failed), { bodies: recordBodies });
};

/**
 * Opens the modem that the options name. With `--profile auto` it first asks the modem for its model. A trace that several modems,
 * or several connections, write to is given as `shared`.
 */
export const modemOf = (options: ModemOptions, shared?: Trace): Observable<Modem> =>
  defer(() => {
    refuseRemote(options.port);
    const { failures, failed } = writingFailures(options.json ?? false);
    const opened = rated(options).pipe(
      mergeMap((settled) => {
        const transport = keptOpen(openPorts.counted(recordedBy(settled, failed)));
        const manner = connectOptions(settled, failed, shared);
        const known = knownProfile(settled);
        const found: Observable<Profile> =
          known === undefined
            ? recognised(transport, { ...manner, firmware: asksFirmware(settled.port) })
            : of(known);
        return found.pipe(mergeMap((fits) => openModem(transport, fits, manner)));
      }),
      options.flow === 'rtscts' ? withFlowControl : identity,
    );
    return opened.pipe(untilFailed(failures));
  });

/** Tells the modem, too: without that it neither stops nor asks to stop. What it refuses is in the trace. */
const withFlowControl: MonoTypeOperatorFunction<Modem> = switchMap((modem) =>
  concat(
    modem.send(commands.flowControl({ dceByDte: 2, dteByDce: 2 })).pipe(
      ignoreElements(),
      catchError((error: unknown) => (error instanceof ModemError ? EMPTY : throwError(() => error))),
    ),
    of(modem),
    NEVER,
  ),
);
