import { of, tap } from 'rxjs';
import * as ftp from '../../../../families/sim800/ftp/sim800FtpCommands';
import { answerLine, payload } from '../../../core/utterance';
import type { FtpRun } from '../../../core/sim800FtpState';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { endRun, folderOf, pathOf, startRun } from './sim800FtpRun';

/** What a SIM800 does with files as a whole: IP note §§ 3.17–3.19, 3.22–3.24. */

const HOME = 'C:/User/ftp';
const FILE_SYSTEM_FAILED = 85;

const collected = (run: FtpRun): Uint8Array => {
  const whole = new Uint8Array(run.bytes);
  let at = 0;
  for (const bytes of run.unread) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
};

/** Downloads a whole file, and then does something with it. */
const download = (modem: HandlerContext, kind: FtpRun['kind'], then: (bytes: Uint8Array) => number): Reply =>
  startRun(modem, kind, {
    work: (session, run) =>
      session.get(pathOf(modem, 'GET'), Number(modem.state.ftpSim800.parameters.get('+FTPREST') ?? 0)).pipe(
        tap((bytes) => {
          run.unread.push(bytes);
          run.bytes += bytes.length;
        }),
      ),
    done: (run) => endRun(modem, run, then(collected(run)), run.bytes),
  });

const isRunning = (modem: HandlerContext, kind: FtpRun['kind']): FtpRun | undefined => {
  const { run } = modem.state.ftpSim800;
  return run?.kind === kind ? run : undefined;
};

const extended: readonly Handler[] = [
  handle(ftp.ftpExtGet, ({ on }, modem) => {
    const { ftpSim800: state } = modem.state;
    if (state.staged || (state.run && !on)) return refused(NOT_ALLOWED);
    state.kept = undefined;
    if (!on) return ok();
    return download(modem, '+FTPEXTGET', (bytes) => {
      state.kept = bytes;
      return 0;
    });
  }),
  handle(ftp.ftpExtGetProgress, (_, modem) => {
    const run = isRunning(modem, '+FTPEXTGET');
    return ok(answerLine(ftp.ftpExtGetProgress, run ? { received: run.bytes } : {}));
  }),
  handle(ftp.ftpExtGetSave, ({ name }, { state: { ftpSim800 }, storage }) => {
    const { kept } = ftpSim800;
    if (!kept || !storage.write(`${HOME}/${name}`, kept)) return refused(NOT_ALLOWED);
    return ok(answerLine(ftp.ftpExtGetSave, { bytes: kept.length }));
  }),
  handle(ftp.ftpExtGetRead, ({ position, size }, { state: { ftpSim800 } }) => {
    const bytes = ftpSim800.kept?.subarray(position, position + size);
    if (!bytes) return refused(NOT_ALLOWED);
    return ok(answerLine(ftp.ftpExtGetRead, { length: bytes.length }, 'header'), payload(bytes));
  }),
];

const moved: readonly Handler[] = [
  handle(ftp.ftpGetToFile, ({ drive, name }, modem) =>
    drive === 'card'
      ? refused(NOT_ALLOWED)
      : download(modem, '+FTPGETTOFS', (bytes) =>
          modem.storage.write(`${HOME}/${name}`, bytes) ? 0 : FILE_SYSTEM_FAILED,
        ),
  ),
  handle(ftp.ftpGetToFileProgress, (_, modem) => {
    const run = isRunning(modem, '+FTPGETTOFS');
    return ok(answerLine(ftp.ftpGetToFileProgress, run ? { received: run.bytes, stored: run.bytes } : {}));
  }),
  handle(ftp.ftpPutFromFile, ({ path }, modem) => {
    const bytes = modem.storage.read(path);
    if (!bytes)
      return { ...ok(), later: () => modem.urc(ftp.ftpPutFromFileDone, { code: FILE_SYSTEM_FAILED }) };
    return startRun(modem, '+FTPPUTFRMFS', {
      work: (session, run) => {
        run.bytes = bytes.length;
        return session.put(pathOf(modem, 'PUT'), 'STOR', of(bytes));
      },
    });
  }),
  handle(ftp.ftpPutFromFileProgress, (_, modem) => {
    const run = isRunning(modem, '+FTPPUTFRMFS');
    return ok(answerLine(ftp.ftpPutFromFileProgress, run ? { sent: run.bytes } : {}));
  }),
];

const atServer: readonly Handler[] = [
  handle(ftp.ftpSize, (_, modem) =>
    startRun(modem, '+FTPSIZE', {
      work: (session, run) => session.size(pathOf(modem, 'GET')).pipe(tap((bytes) => (run.bytes = bytes))),
    }),
  ),
  handle(ftp.ftpDelete, (_, modem) =>
    startRun(modem, '+FTPDELE', { work: (session) => session.remove(pathOf(modem, 'GET')) }),
  ),
  handle(ftp.ftpMakeFolder, (_, modem) =>
    startRun(modem, '+FTPMKD', { work: (session) => session.makeDirectory(folderOf(modem)) }),
  ),
  handle(ftp.ftpRemoveFolder, (_, modem) =>
    startRun(modem, '+FTPRMD', { work: (session) => session.removeDirectory(folderOf(modem)) }),
  ),
];

export const sim800FtpFileHandlers: readonly Handler[] = [...extended, ...moved, ...atServer];
