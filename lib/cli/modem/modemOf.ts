import {
  catchError,
  defer,
  dematerialize,
  materialize,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  Subject,
  throwError,
} from 'rxjs';
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
import { refuseRemote } from '../options/remotePort';
import { fileWriter, traceWriter } from '../output/traceWriter';
import { knownProfile } from './knownProfile';
import { openPorts } from './openPorts';
import { transportOf } from './transportOf';
import { CliError } from '../errors/cliError';
import { failure } from '../errors/failure';
import { report } from '../output/report';

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

/** What can't be written of the conversation ends the work, by which the modem is wound up; after its end it is reported. */
const writingFailures = ({ json = false }: ModemOptions) => {
  const failures = new Subject<never>();
  const failed = (error: CliError): void => {
    if (failures.observed) return failures.error(error);
    const late = failure(error);
    process.exitCode = late.exit;
    report(late, json);
  };
  return { failures, failed };
};

/** Passes on a source until it ends, or something fails beside it. */
const untilFailed =
  <T>(failures: Observable<never>): MonoTypeOperatorFunction<T> =>
  (source) =>
    merge(failures, source.pipe(materialize())).pipe(dematerialize());

type Failed = (error: CliError) => void;

const connectOptions = ({ baud, trace, traceTexts }: ModemOptions, failed: Failed): OpenModemOptions => ({
  ...(baud === undefined ? {} : { baudRate: baud }),
  ...(trace === undefined ? {} : { trace: traceWriter(trace, failed) }),
  ...(traceTexts === undefined ? {} : { traceTexts }),
});

const recordedBy = (options: ModemOptions, failed: Failed): Transport => {
  const { record, recordBodies = false } = options;
  const transport = transportOf(options);
  return record === undefined
    ? transport
    : recorded(transport, fileWriter(record, failed), { bodies: recordBodies });
};

/** Opens the modem that the options name. With `--profile auto` it first asks the modem for its model. */
export const modemOf = (options: ModemOptions): Observable<Modem> =>
  defer(() => {
    refuseRemote(options.port);
    const { failures, failed } = writingFailures(options);
    const transport = keptOpen(openPorts.counted(recordedBy(options, failed)));
    const manner = connectOptions(options, failed);
    const known = knownProfile(options);
    const found: Observable<Profile> = known === undefined ? recognised(transport, manner) : of(known);
    const opened = found.pipe(mergeMap((fits) => openModem(transport, fits, manner)));
    return opened.pipe(untilFailed(failures));
  });
