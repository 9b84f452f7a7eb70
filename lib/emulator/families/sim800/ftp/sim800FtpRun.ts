import {
  catchError,
  defer,
  dematerialize,
  EMPTY,
  interval,
  map,
  materialize,
  merge,
  type Observable,
  of,
  Subject,
  Subscription,
  switchMap,
  throwError,
  timer,
} from 'rxjs';
import * as ftp from '../../../../families/sim800/ftp/sim800FtpCommands';
import { FtpFailure, type FtpFailureKind, type FtpLogin, type FtpSession } from '../../../origins/ftpOrigin';
import type { FtpKind, FtpRun } from '../../../core/sim800FtpState';
import type { HandlerContext } from '../../../core/handler';
import { ok, type Reply } from '../../../core/reply';
import { isAttached } from '../../../core/state';

/** One FTP session of a SIM800, from OK to its last URC: AT manual V1.09 chapter 12, IP note §§ 3.12–3.15. */

const OPERATION_NOT_ALLOWED = 66;
const NETWORK = 61;
const TIME_OUT = 64;

/** Result codes of a server's failures. */
const CODES: Readonly<Record<FtpFailureKind, number>> = {
  dns: 62,
  connect: 63,
  network: NETWORK,
  timeout: TIME_OUT,
  closed: 65,
  user: 71,
  password: 72,
  missing: 77,
  refused: 77,
  tls: 80,
};

const codeOf = (failure: unknown): number => (failure instanceof FtpFailure ? CODES[failure.kind] : NETWORK);

/** The URC that reports the end of each kind. */
const REPORTS: Readonly<Record<FtpKind, (modem: HandlerContext, code: number, bytes: number) => void>> = {
  '+FTPGET': (modem, code) => modem.urc(ftp.ftpGetNews, { code }, 'result'),
  '+FTPPUT': (modem, code) => modem.urc(ftp.ftpPutDone, { code }, 'result'),
  '+FTPLIST': (modem, code) => modem.urc(ftp.ftpListNews, { code }, 'result'),
  '+FTPDELE': (modem, code) => modem.urc(ftp.ftpDeleteDone, { code }, 'result'),
  '+FTPSIZE': (modem, code, bytes) => modem.urc(ftp.ftpSizeDone, { code, bytes }, 'result'),
  '+FTPMKD': (modem, code) => modem.urc(ftp.ftpMakeFolderDone, { code }, 'result'),
  '+FTPRMD': (modem, code) => modem.urc(ftp.ftpRemoveFolderDone, { code }, 'result'),
  '+FTPEXTGET': (modem, code) => modem.urc(ftp.ftpExtGetDone, { code }, 'result'),
  '+FTPGETTOFS': (modem, code, bytes) =>
    modem.urc(ftp.ftpGetToFileDone, code === 0 ? { code, bytes } : { code }, 'result'),
  '+FTPPUTFRMFS': (modem, code, bytes) =>
    modem.urc(ftp.ftpPutFromFileDone, code === 0 ? { code, bytes } : { code }, 'result'),
};

/** Ends a session and reports the result code. */
export const endRun = (modem: HandlerContext, run: FtpRun, code: number, bytes = 0): void => {
  const { ftpSim800: state } = modem.state;
  if (state.run !== run) return;
  state.run = undefined;
  run.alarm?.unsubscribe();
  run.running.unsubscribe();
  REPORTS[run.kind](modem, code, bytes);
};

/** Waits for the host: repeats an announcement, and ends the session with 64 if the host stays idle. */
export const awaitHost = (modem: HandlerContext, run: FtpRun, again: () => void): void => {
  // The last output may have triggered a restart.
  if (modem.state.ftpSim800.run !== run) return;
  const { ftpRepeatMs, ftpUnreadMs } = modem.settings;
  run.alarm?.unsubscribe();
  const alarm = new Subscription();
  run.alarm = alarm;
  run.running.add(alarm);
  alarm.add(modem.inBackground(interval(ftpRepeatMs), again));
  alarm.add(modem.inBackground(timer(ftpUnreadMs), () => endRun(modem, run, TIME_OUT)));
};

const text = (modem: HandlerContext, name: string): string => {
  const value = modem.state.ftpSim800.parameters.get(name);
  return typeof value === 'string' ? value : '';
};

/** The path that two parameters make. */
export const pathOf = (modem: HandlerContext, of: 'GET' | 'PUT'): string => {
  const folder = text(modem, `+FTP${of}PATH`);
  return `${folder}${folder.endsWith('/') ? '' : '/'}${text(modem, `+FTP${of}NAME`)}`;
};

export const folderOf = (modem: HandlerContext): string => text(modem, '+FTPGETPATH');

const loginOf = (modem: HandlerContext): FtpLogin => {
  const { parameters } = modem.state.ftpSim800;
  return {
    host: text(modem, '+FTPSERV'),
    port: Number(parameters.get('+FTPPORT') ?? 21),
    user: text(modem, '+FTPUN'),
    password: text(modem, '+FTPPW'),
    mode: parameters.get('+FTPMODE') === 'passive' ? 'passive' : 'active',
    tls: (parameters.get('+FTPSSL') as FtpLogin['tls'] | undefined) ?? 'none',
  };
};

/** The parameters that each kind needs. */
const NEEDS: Readonly<Record<FtpKind, readonly string[]>> = {
  '+FTPGET': ['+FTPGETNAME', '+FTPGETPATH'],
  '+FTPPUT': ['+FTPPUTNAME', '+FTPPUTPATH'],
  '+FTPLIST': ['+FTPGETPATH'],
  '+FTPDELE': ['+FTPGETNAME', '+FTPGETPATH'],
  '+FTPSIZE': ['+FTPGETNAME', '+FTPGETPATH'],
  '+FTPMKD': ['+FTPGETPATH'],
  '+FTPRMD': ['+FTPGETPATH'],
  '+FTPEXTGET': ['+FTPGETNAME', '+FTPGETPATH'],
  '+FTPGETTOFS': ['+FTPGETNAME', '+FTPGETPATH'],
  '+FTPPUTFRMFS': ['+FTPPUTNAME', '+FTPPUTPATH'],
};

const isReady = (modem: HandlerContext, kind: FtpKind): boolean => {
  const { parameters } = modem.state.ftpSim800;
  const set = ['+FTPCID', '+FTPSERV', '+FTPUN', '+FTPPW'].every((name) => parameters.has(name));
  return set && NEEDS[kind].every((name) => text(modem, name) !== '');
};

/** The work of a session at the server, and what follows it. */
export interface RunPlan {
  readonly work: (session: FtpSession, run: FtpRun) => Observable<unknown>;
  /** The work is done. Default: the session ends well. */
  readonly done?: (run: FtpRun) => void;
}

const exchange = (modem: HandlerContext, run: FtpRun, { work }: RunPlan): Observable<number | undefined> =>
  defer(() => {
    const { resultDelayMs } = modem.settings;
    const cid = Number(modem.state.ftpSim800.parameters.get('+FTPCID'));
    const forced = modem.forcedResult();
    if (forced !== undefined) return of(forced);
    if (!isAttached(modem.state) || modem.state.bearers.get(cid)?.open !== true) return of(NETWORK);
    const lost = modem.lost.pipe(switchMap(() => throwError(() => new FtpFailure('network'))));
    const atServer = modem.ftp(loginOf(modem)).pipe(
      switchMap((session) => merge(lost.pipe(materialize()), work(session, run).pipe(materialize()))),
      dematerialize(),
      switchMap(() => EMPTY),
    );
    const begun = resultDelayMs > 0 ? timer(resultDelayMs).pipe(switchMap(() => atServer)) : atServer;
    return begun.pipe(
      materialize(),
      map((note) => (note.kind === 'E' ? codeOf(note.error) : undefined)),
    );
  }).pipe(catchError((failure: unknown) => of(codeOf(failure))));

/** Answers OK and runs a session beside the line: one at a time, and only if all parameters are set (IP note § 3.14). */
export const startRun = (modem: HandlerContext, kind: FtpKind, plan: RunPlan): Reply => ({
  ...ok(),
  later: () => {
    const { ftpSim800: state } = modem.state;
    if (state.run || !isReady(modem, kind)) return REPORTS[kind](modem, OPERATION_NOT_ALLOWED, 0);
    const run: FtpRun = {
      ...{ kind, running: new Subscription(), alarm: undefined, unread: [], bytes: 0, isOpen: false },
      ...{ isWhole: false, isSilent: true, reads: 0, maxBytes: 0, grants: 0, upload: new Subject() },
    };
    state.run = run;
    const running = modem.inBackground(exchange(modem, run, plan), (code) => {
      if (code !== undefined) endRun(modem, run, code);
      else if (plan.done) plan.done(run);
      else endRun(modem, run, 0, run.bytes);
    });
    run.running.add(running);
  },
});
