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
import type { Bench } from '../../../core/handler';
import { ok, type Reply } from '../../../core/reply';

/** One FTP session of a SIM800, from OK to its last URC: AT manual V1.09 chapter 12, IP note §§ 3.12–3.15. */

const OPERATION_NOT_ALLOWED = 66;
const NETWORK = 61;
const TIME_OUT = 64;

/** What goes wrong at the server, as the modem tells it. */
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

/** How each kind tells its end. */
const TOLD: Readonly<Record<FtpKind, (bench: Bench, code: number, bytes: number) => void>> = {
  '+FTPGET': (bench, code) => bench.urc(ftp.ftpGetNews, { code }, 'result'),
  '+FTPPUT': (bench, code) => bench.urc(ftp.ftpPutDone, { code }, 'result'),
  '+FTPLIST': (bench, code) => bench.urc(ftp.ftpListNews, { code }, 'result'),
  '+FTPDELE': (bench, code) => bench.urc(ftp.ftpDeleteDone, { code }, 'result'),
  '+FTPSIZE': (bench, code, bytes) => bench.urc(ftp.ftpSizeDone, { code, bytes }, 'result'),
  '+FTPMKD': (bench, code) => bench.urc(ftp.ftpMakeFolderDone, { code }, 'result'),
  '+FTPRMD': (bench, code) => bench.urc(ftp.ftpRemoveFolderDone, { code }, 'result'),
  '+FTPEXTGET': (bench, code) => bench.urc(ftp.ftpExtGetDone, { code }, 'result'),
  '+FTPGETTOFS': (bench, code, bytes) =>
    bench.urc(ftp.ftpGetToFileDone, code === 0 ? { code, bytes } : { code }, 'result'),
  '+FTPPUTFRMFS': (bench, code, bytes) =>
    bench.urc(ftp.ftpPutFromFileDone, code === 0 ? { code, bytes } : { code }, 'result'),
};

/** Ends a session and tells so: 0, or why. */
export const endRun = (bench: Bench, run: FtpRun, code: number, bytes = 0): void => {
  const { ftpSim800: state } = bench.state;
  if (state.run !== run) return;
  state.run = undefined;
  run.alarm?.unsubscribe();
  run.running.unsubscribe();
  TOLD[run.kind](bench, code, bytes);
};

/** Begins to wait for the host: says something again and again, and ends the session with 64 where the host does nothing. */
export const awaitHost = (bench: Bench, run: FtpRun, again: () => void): void => {
  // What was said just now may have been the last word of a modem that restarted.
  if (bench.state.ftpSim800.run !== run) return;
  const { ftpRepeatMs, ftpUnreadMs } = bench.knobs;
  run.alarm?.unsubscribe();
  const alarm = new Subscription();
  run.alarm = alarm;
  run.running.add(alarm);
  alarm.add(bench.inBackground(interval(ftpRepeatMs), again));
  alarm.add(bench.inBackground(timer(ftpUnreadMs), () => endRun(bench, run, TIME_OUT)));
};

const text = (bench: Bench, name: string): string => {
  const value = bench.state.ftpSim800.parameters.get(name);
  return typeof value === 'string' ? value : '';
};

/** The path that two parameters make. */
export const pathOf = (bench: Bench, of: 'GET' | 'PUT'): string => {
  const folder = text(bench, `+FTP${of}PATH`);
  return `${folder}${folder.endsWith('/') ? '' : '/'}${text(bench, `+FTP${of}NAME`)}`;
};

export const folderOf = (bench: Bench): string => text(bench, '+FTPGETPATH');

const loginOf = (bench: Bench): FtpLogin => {
  const { parameters } = bench.state.ftpSim800;
  return {
    host: text(bench, '+FTPSERV'),
    port: Number(parameters.get('+FTPPORT') ?? 21),
    user: text(bench, '+FTPUN'),
    password: text(bench, '+FTPPW'),
    mode: parameters.get('+FTPMODE') === 'passive' ? 'passive' : 'active',
    tls: (parameters.get('+FTPSSL') as FtpLogin['tls'] | undefined) ?? 'none',
  };
};

/** What a kind can't do without. */
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

const isReady = (bench: Bench, kind: FtpKind): boolean => {
  const { parameters } = bench.state.ftpSim800;
  const set = ['+FTPCID', '+FTPSERV', '+FTPUN', '+FTPPW'].every((name) => parameters.has(name));
  return set && NEEDS[kind].every((name) => text(bench, name) !== '');
};

/** What a session does at the server, and what it tells when that is done. */
export interface RunPlan {
  readonly work: (session: FtpSession, run: FtpRun) => Observable<unknown>;
  /** The work is done. Default: the session ends well. */
  readonly done?: (run: FtpRun) => void;
}

const exchange = (bench: Bench, run: FtpRun, { work }: RunPlan): Observable<number | undefined> =>
  defer(() => {
    const { resultDelayMs } = bench.knobs;
    const cid = Number(bench.state.ftpSim800.parameters.get('+FTPCID'));
    const forced = bench.forcedResult();
    if (forced !== undefined) return of(forced);
    if (bench.state.bearers.get(cid)?.open !== true) return of(NETWORK);
    const lost = bench.lost.pipe(switchMap(() => throwError(() => new FtpFailure('network'))));
    const atServer = bench.ftp(loginOf(bench)).pipe(
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

/** Answers OK, and runs a session beside the line; one at a time, and only with all that it needs (IP note § 3.14). */
export const startRun = (bench: Bench, kind: FtpKind, plan: RunPlan): Reply => ({
  ...ok(),
  later: () => {
    const { ftpSim800: state } = bench.state;
    if (state.run || !isReady(bench, kind)) return TOLD[kind](bench, OPERATION_NOT_ALLOWED, 0);
    const run: FtpRun = {
      ...{ kind, running: new Subscription(), alarm: undefined, unread: [], bytes: 0, isOpen: false },
      ...{ isWhole: false, isSilent: true, reads: 0, most: 0, grants: 0, upload: new Subject() },
    };
    state.run = run;
    const running = bench.inBackground(exchange(bench, run, plan), (code) => {
      if (code !== undefined) endRun(bench, run, code);
      else if (plan.done) plan.done(run);
      else endRun(bench, run, 0, run.bytes);
    });
    run.running.add(running);
  },
});
