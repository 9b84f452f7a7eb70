import { concat, defaultIfEmpty, EMPTY, ignoreElements, map, merge, of, timer, type Observable } from 'rxjs';
import * as ftp from '../../../../families/sim800/ftp/sim800FtpCommands';
import { answerLine } from '../../../core/utterance';
import type { FtpRun } from '../../../core/sim800FtpState';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { awaitHost, pathOf, startRun } from './sim800FtpRun';

/** Uploads of a SIM800: window by window (IP note §§ 3.11, 3.15), or of what its memory keeps (§§ 3.21, 3.25). */

/** How long it waits for the bytes that it granted. */
const INPUT_MS = 30_000;
const MAX_KEPT = 307_200;

const METHODS = { append: 'APPE', unique: 'STOU', replace: 'STOR' } as const;

const methodOf = (modem: HandlerContext): 'APPE' | 'STOU' | 'STOR' =>
  METHODS[
    (modem.state.ftpSim800.parameters.get('+FTPPUTOPT') as keyof typeof METHODS | undefined) ?? 'replace'
  ];

/** Asks for data: for as much as the network takes now. */
const askForData = (modem: HandlerContext, run: FtpRun): void => {
  if (modem.state.ftpSim800.run !== run) return;
  const { ftpMaxLengths } = modem.settings;
  const maxBytes = ftpMaxLengths[Math.min(run.grants, ftpMaxLengths.length - 1)] ?? MAX_KEPT;
  run.isOpen = true;
  run.maxBytes = maxBytes;
  const say = (): void => modem.urc(ftp.ftpPutReady, { most: maxBytes }, 'result');
  say();
  awaitHost(modem, run, () => undefined);
};

const begin = (modem: HandlerContext): Reply =>
  startRun(modem, '+FTPPUT', {
    work: (session, run) => {
      const { staged } = modem.state.ftpSim800;
      const source = staged ? of(staged.bytes) : run.upload;
      const stored = session.put(pathOf(modem, 'PUT'), methodOf(modem), source);
      const { ftpFinalMs } = modem.settings;
      const late = ftpFinalMs > 0 ? timer(ftpFinalMs).pipe(ignoreElements()) : EMPTY;
      const asked = staged
        ? EMPTY
        : of(null).pipe(
            map(() => askForData(modem, run)),
            ignoreElements(),
          );
      return concat(merge(stored, asked), late);
    },
  });

const write = (modem: HandlerContext, size: number): Reply | Observable<Reply> => {
  const { run } = modem.state.ftpSim800;
  if (run?.kind !== '+FTPPUT' || run.maxBytes === 0 || size > run.maxBytes) return refused(NOT_ALLOWED);
  const granted = Math.min(size, modem.settings.ftpGrantBytes);
  run.maxBytes = 0;
  run.grants += 1;
  run.alarm?.unsubscribe();
  modem.say(answerLine(ftp.ftpPutWrite, { granted }, 'prompt'));
  return modem.input(granted, INPUT_MS).pipe(
    map((bytes): Reply => ({
      ...ok(),
      later: () => {
        run.upload.next(bytes);
        askForData(modem, run);
      },
    })),
    defaultIfEmpty<Reply, Reply>({ ...refused(), later: () => askForData(modem, run) }),
  );
};

const end = (modem: HandlerContext): Reply => {
  const { run } = modem.state.ftpSim800;
  if (run?.kind !== '+FTPPUT' || !run.isOpen) return refused(NOT_ALLOWED);
  run.isOpen = false;
  run.maxBytes = 0;
  run.alarm?.unsubscribe();
  return { ...ok(), later: () => run.upload.complete() };
};

const placed = (before: Uint8Array, position: number, bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.max(before.length, position + bytes.length));
  whole.set(before);
  whole.set(bytes, position);
  return whole;
};

const keep = (
  modem: HandlerContext,
  position: number,
  size: number,
  waitMs: number,
): Reply | Observable<Reply> => {
  const { staged } = modem.state.ftpSim800;
  if (staged?.by !== 'FTPEXTPUT' || position + size > MAX_KEPT) return refused(NOT_ALLOWED);
  modem.say(answerLine(ftp.ftpExtPutWrite, { position, granted: size }, 'prompt'));
  return modem.input(size, waitMs).pipe(
    map((bytes) => {
      staged.bytes = placed(staged.bytes, position, bytes);
      return ok();
    }),
    defaultIfEmpty(refused()),
  );
};

export const sim800FtpPutHandlers: readonly Handler[] = [
  handle(ftp.ftpPut, (_, modem) => begin(modem)),
  handle(ftp.ftpPutWrite, ({ size }, modem) => write(modem, size)),
  handle(ftp.ftpPutEnd, (_, modem) => end(modem)),
  handle(ftp.ftpExtPut, ({ on }, { state: { ftpSim800 } }) => {
    if (ftpSim800.run || ftpSim800.kept || ftpSim800.staged?.by === 'FTPFILEPUT') return refused(NOT_ALLOWED);
    ftpSim800.staged = on ? { by: 'FTPEXTPUT', bytes: new Uint8Array(0) } : undefined;
    return ok();
  }),
  handle(ftp.ftpExtPutWrite, ({ position, size, waitMs }, modem) => keep(modem, position, size, waitMs)),
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
