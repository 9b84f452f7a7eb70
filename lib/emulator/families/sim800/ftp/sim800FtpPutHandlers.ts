import { concat, defaultIfEmpty, EMPTY, ignoreElements, map, merge, of, timer, type Observable } from 'rxjs';
import * as ftp from '../../../../families/sim800/ftp/sim800FtpCommands';
import { answerLine } from '../../../core/utterance';
import type { FtpRun } from '../../../core/sim800FtpState';
import { handle, type Bench, type Handling } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { awaitHost, pathOf, startRun } from './sim800FtpRun';

/** Uploads of a SIM800: window by window (IP note §§ 3.11, 3.15), or of what its memory keeps (§§ 3.21, 3.25). */

/** How long it waits for the bytes that it granted. */
const INPUT_MS = 30_000;
const MAX_KEPT = 307_200;

const METHODS = { append: 'APPE', unique: 'STOU', replace: 'STOR' } as const;

const methodOf = (bench: Bench): 'APPE' | 'STOU' | 'STOR' =>
  METHODS[
    (bench.state.ftpSim800.parameters.get('+FTPPUTOPT') as keyof typeof METHODS | undefined) ?? 'replace'
  ];

/** Asks for data: for as much as the network takes now. */
const askForData = (bench: Bench, run: FtpRun): void => {
  if (bench.state.ftpSim800.run !== run) return;
  const { ftpMaxLengths } = bench.knobs;
  const most = ftpMaxLengths[Math.min(run.grants, ftpMaxLengths.length - 1)] ?? MAX_KEPT;
  run.isOpen = true;
  run.most = most;
  const say = (): void => bench.urc(ftp.ftpPutReady, { most }, 'result');
  say();
  awaitHost(bench, run, () => undefined);
};

const begin = (bench: Bench): Reply =>
  startRun(bench, '+FTPPUT', {
    work: (session, run) => {
      const { staged } = bench.state.ftpSim800;
      const source = staged ? of(staged.bytes) : run.upload;
      const stored = session.put(pathOf(bench, 'PUT'), methodOf(bench), source);
      const { ftpFinalMs } = bench.knobs;
      const late = ftpFinalMs > 0 ? timer(ftpFinalMs).pipe(ignoreElements()) : EMPTY;
      const asked = staged
        ? EMPTY
        : of(null).pipe(
            map(() => askForData(bench, run)),
            ignoreElements(),
          );
      return concat(merge(stored, asked), late);
    },
  });

const write = (bench: Bench, size: number): Reply | Observable<Reply> => {
  const { run } = bench.state.ftpSim800;
  if (run?.kind !== '+FTPPUT' || run.most === 0 || size > run.most) return refused(NOT_ALLOWED);
  const granted = Math.min(size, bench.knobs.ftpGrantBytes);
  run.most = 0;
  run.grants += 1;
  run.alarm?.unsubscribe();
  bench.say(answerLine(ftp.ftpPutWrite, { granted }, 'prompt'));
  return bench.input(granted, INPUT_MS).pipe(
    map((bytes): Reply => ({
      ...ok(),
      later: () => {
        run.upload.next(bytes);
        askForData(bench, run);
      },
    })),
    defaultIfEmpty<Reply, Reply>({ ...refused(), later: () => askForData(bench, run) }),
  );
};

const end = (bench: Bench): Reply => {
  const { run } = bench.state.ftpSim800;
  if (run?.kind !== '+FTPPUT' || !run.isOpen) return refused(NOT_ALLOWED);
  run.isOpen = false;
  run.most = 0;
  run.alarm?.unsubscribe();
  return { ...ok(), later: () => run.upload.complete() };
};

const placed = (before: Uint8Array, position: number, bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.max(before.length, position + bytes.length));
  whole.set(before);
  whole.set(bytes, position);
  return whole;
};

const keep = (bench: Bench, position: number, size: number, waitMs: number): Reply | Observable<Reply> => {
  const { staged } = bench.state.ftpSim800;
  if (staged?.by !== 'FTPEXTPUT' || position + size > MAX_KEPT) return refused(NOT_ALLOWED);
  bench.say(answerLine(ftp.ftpExtPutWrite, { position, granted: size }, 'prompt'));
  return bench.input(size, waitMs).pipe(
    map((bytes) => {
      staged.bytes = placed(staged.bytes, position, bytes);
      return ok();
    }),
    defaultIfEmpty(refused()),
  );
};

export const sim800FtpPutHandlers: readonly Handling[] = [
  handle(ftp.ftpPut, (_, bench) => begin(bench)),
  handle(ftp.ftpPutWrite, ({ size }, bench) => write(bench, size)),
  handle(ftp.ftpPutEnd, (_, bench) => end(bench)),
  handle(ftp.ftpExtPut, ({ on }, { state: { ftpSim800 } }) => {
    if (ftpSim800.run || ftpSim800.kept || ftpSim800.staged?.by === 'FTPFILEPUT') return refused(NOT_ALLOWED);
    ftpSim800.staged = on ? { by: 'FTPEXTPUT', bytes: new Uint8Array(0) } : undefined;
    return ok();
  }),
  handle(ftp.ftpExtPutWrite, ({ position, size, waitMs }, bench) => keep(bench, position, size, waitMs)),
  handle(ftp.ftpFilePut, ({ path }, { state: { ftpSim800 }, storage }) => {
    const bytes = storage.read(path);
    if (!bytes || ftpSim800.run || ftpSim800.staged?.by === 'FTPEXTPUT') return refused(NOT_ALLOWED);
    ftpSim800.staged = { by: 'FTPFILEPUT', bytes };
    return ok();
  }),
  handle(ftp.ftpFilePutEnd, (_, { state: { ftpSim800 } }) => {
    if (ftpSim800.staged?.by !== 'FTPFILEPUT') return refused(NOT_ALLOWED);
    ftpSim800.staged = undefined;
    return ok();
  }),
];
