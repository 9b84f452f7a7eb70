import { concat, concatMap, defer, EMPTY, mergeMap, type Observable, of, tap, throwError } from 'rxjs';
import {
  type Check,
  doctor as examination,
  type DoctorEvent,
  type DoctorOptions,
  type DoctorTarget,
  type ExaminedModem,
  type Habit,
  profileNamed,
  recorded,
  type Transport,
} from 'rxmodem';
import { CliError } from '../errors/cliError';
import { type ChosenPort, chosenPort, type LookedPort } from '../modem/doctorPort';
import { openPorts } from '../modem/openPorts';
import { type ReportFile, reportFile } from '../modem/reportFile';
import { hasRate, transportOf } from '../modem/transportOf';
import { accessOf } from '../options/accessOptions';
import { doctorOptions, type DoctorVerbOptions } from '../options/doctorOptions';
import { refuseRemote } from '../options/remotePort';
import type { Verb } from '../options/verb';
import { doctorText } from '../output/doctorText';
import { printed, printedAsItStands } from '../output/stdoutSink';
import { fileWriter, traceWriter } from '../output/traceWriter';
import { type FtpTarget, ftpTarget } from '../requests/ftpTarget';
import { untilFailed, writingFailures } from '../output/writingFailures';

const USUAL_PAGES = ['http://example.com/', 'https://example.com/'];
const REPLAY = /^replay:/i;

/** All that was found, for `--json`. */
interface Findings {
  /** By name. */
  readonly checks: Map<string, Check>;
  modem: ExaminedModem | undefined;
  habit: Habit | undefined;
}

/** Runs an examination on a port, and reports what it finds. */
const examined = (
  options: DoctorVerbOptions & { readonly port: string },
  findings: Findings,
): Observable<unknown> =>
  defer(() => {
    refuseRemote(options.port);
    const { json = false, report } = options;
    const { failures, failed } = writingFailures(json);
    const file = report === undefined ? undefined : reportFile(report, failed);
    const events = examination(targetOf(options, failed, file), optionsOf(options, failed));
    return events.pipe(
      tap((event) => {
        file?.note(event);
        noted(findings, event);
      }),
      concatMap((event) => (json ? EMPTY : printedAsItStands(doctorText(event)))),
      untilFailed(failures),
    );
  });

/** A device is opened at any rate, a recording once for each rate that was tried; other ports have none. */
const targetOf = (
  { baud, record, recordBodies = false, ...options }: DoctorVerbOptions & { readonly port: string },
  failed: (error: CliError) => void,
  file: ReportFile | undefined,
): DoctorTarget => {
  const keep = record === undefined ? undefined : fileWriter(record, failed);
  const at = (rate?: number): Transport => {
    const port = openPorts.counted(transportOf({ ...options, ...(rate !== undefined && { baud: rate }) }));
    const kept = keep ? recorded(port, keep, { bodies: recordBodies }) : port;
    return file ? file.through(kept) : kept;
  };
  const named = typeof baud === 'number' ? baud : undefined;
  return hasRate(options.port) || REPLAY.test(options.port) ? at : at(named);
};

const optionsOf = (
  { baud, trace, online, fix = false, profile, ...options }: DoctorVerbOptions,
  failed: (error: CliError) => void,
): DoctorOptions => ({
  ...accessOf(options),
  ...(typeof baud === 'number' && { baudRate: baud }),
  ...(profile !== 'auto' && { profile: profileNamed(profile) }),
  anyBaudRate: baud === 'auto',
  fix,
  ...(online !== undefined && { online: online === true ? USUAL_PAGES : online.map(placeOf) }),
  ...(trace !== undefined && { trace: traceWriter(trace, failed) }),
});

/** A URL of an FTP server as server and path; others as they are. */
const placeOf = (url: string): string | Pick<FtpTarget, 'server' | 'path'> => {
  if (!/^ftps?:/i.test(url)) return url;
  const { server, path } = ftpTarget(url, 'directory');
  return { server, path };
};

/** A later check of the same name counts: it was set right. */
const noted = (findings: Findings, event: DoctorEvent): void => {
  if (event.kind === 'modem') findings.modem = event;
  if (event.kind === 'habit') findings.habit = event;
  if (event.kind === 'check') findings.checks.set(event.name, event);
};

const asJson = (
  { checks, modem, habit }: Findings,
  port: string | undefined,
  ports: readonly LookedPort[],
): object => ({
  port: port ?? null,
  baud: modem?.baud ?? null,
  profile: modem?.profile ?? null,
  manufacturer: modem?.manufacturer ?? null,
  model: modem?.model ?? null,
  firmware: modem?.firmware ?? null,
  checks: [...checks.values()].map(({ name, ok, seen, advice }) => ({ name, ok, seen, advice })),
  ...(habit && { habits: habit.does }),
  ...(ports.length > 0 && {
    ports: ports.map(({ path, name, isModem, baud, seen }) => ({ path, name, isModem, baud, seen })),
  }),
});

const NO_PORT: Check = {
  kind: 'check',
  name: 'port',
  ok: false,
  seen: 'no modem answers on any serial port of this machine',
  advice: 'plug it in and switch it on; name its port with --port to see more, or try --port emulator',
};

/** Examines the modem on the port that is named, or on the first where one answers; then says how that went. */
const diagnosed = (options: DoctorVerbOptions): Observable<unknown> =>
  defer(() => {
    const { json = false, port: named } = options;
    const findings: Findings = { checks: new Map(), modem: undefined, habit: undefined };
    const { baud: _, ...plain } = options;
    const chosen: Observable<ChosenPort> =
      named === undefined ? chosenPort(plain, json) : of({ port: named, ports: [] });
    return chosen.pipe(
      mergeMap(({ port, ports }) => {
        if (port === undefined) noted(findings, NO_PORT);
        const rate = ports.find(({ path }) => path === port)?.baud ?? undefined;
        const work =
          port === undefined
            ? json
              ? EMPTY
              : printedAsItStands(doctorText(NO_PORT))
            : examined(
                { ...options, ...(rate !== undefined && { baud: options.baud ?? rate }), port },
                findings,
              );
        const result = defer(() => (json ? printed(asJson(findings, port, ports)) : EMPTY));
        return concat(
          work,
          result,
          defer(() => ended(findings)),
        );
      }),
    );
  });

const ended = ({ checks }: Findings): Observable<never> => {
  const bad = [...checks.values()].filter(({ ok }) => !ok);
  if (bad.length === 0) return EMPTY;
  const message = `${bad.length} of ${checks.size} checks need attention: ${bad.map(({ name }) => name).join(', ')}`;
  return throwError(() => new CliError({ kind: 'attention', message }));
};

/** Finds out why a modem does not work: `rxmodem doctor`. */
export const doctor: Verb<DoctorVerbOptions> = {
  usage: 'doctor',
  does: 'Finds out why a modem does not work: port, rate, line, SIM, network, services; changes nothing without --fix.',
  examples: [
    ['rxmodem doctor', 'looks for modems on the ports of this machine, and examines the first'],
    ['rxmodem doctor --port /dev/ttyUSB0 --apn internet', 'one port, with the access point of the operator'],
    ['rxmodem doctor --port /dev/ttyUSB0 --report report.txt', 'a report to send to somebody'],
    ['rxmodem doctor --port emulator --json', 'one JSON object'],
    [
      'rxmodem doctor --port /dev/ttyUSB0 --online https://example.com/ --online ftp://files.example.com/',
      'a page by TLS and an FTP server, too',
    ],
  ],
  asks: (options) => !('fix' in options),
  declare: doctorOptions,
  run: ({ options }) => diagnosed(options),
};
