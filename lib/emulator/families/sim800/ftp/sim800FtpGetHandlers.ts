import { map, tap, timer, type Observable, type Subscription } from 'rxjs';
import * as ftp from '../../../../families/sim800/ftp/sim800FtpCommands';
import { answerLine, payload, type Utterance } from '../../../core/utterance';
import { latin1Bytes } from '../../../../grammar/latin1';
import type { FtpSession } from '../../../origins/ftpOrigin';
import type { FtpRun } from '../../../core/sim800FtpState';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { awaitHost, endRun, folderOf, pathOf, startRun } from './sim800FtpRun';

/** Downloads and listings of a SIM800, window by window: IP note §§ 3.10, 3.12, 3.15, 3.20. */

const DATA_WAITS = 1;
/** Time from an empty window to the next data. */
const EMPTY_MS = 20;

type Kind = '+FTPGET' | '+FTPLIST';

const announce = (modem: HandlerContext, run: FtpRun): void => {
  const urc = run.kind === '+FTPGET' ? ftp.ftpGetNews : ftp.ftpListNews;
  const say = (): void => modem.urc(urc, { code: DATA_WAITS }, 'result');
  run.isOpen = true;
  run.isSilent = false;
  say();
  awaitHost(modem, run, say);
};

/** Announces new data once, and again while the host does not read it. */
const arrive = (modem: HandlerContext, run: FtpRun, bytes: Uint8Array): void => {
  if (bytes.length === 0) return;
  run.unread.push(bytes);
  if (run.isSilent) announce(modem, run);
};

const begin = (
  modem: HandlerContext,
  kind: Kind,
  read: (session: FtpSession) => Observable<Uint8Array>,
): Reply =>
  startRun(modem, kind, {
    work: (session, run) => read(session).pipe(tap((bytes) => arrive(modem, run, bytes))),
    done: (run) => {
      run.isWhole = true;
      if (run.unread.length === 0) endRun(modem, run, 0);
    },
  });

const later = (modem: HandlerContext, act: () => void): Subscription =>
  modem.inBackground(timer(EMPTY_MS), act);

const listed = (listing: Observable<string>): Observable<Uint8Array> => listing.pipe(map(latin1Bytes));

/** Takes up to `maxBytes` of the unread bytes. */
const takeUnread = (run: FtpRun, maxBytes: number): readonly Uint8Array[] => {
  const taken: Uint8Array[] = [];
  let left = maxBytes;
  while (left > 0 && run.unread.length > 0) {
    const first = run.unread.shift() as Uint8Array;
    taken.push(first.subarray(0, left));
    if (first.length > left) run.unread.unshift(first.subarray(left));
    left -= Math.min(left, first.length);
  }
  return taken;
};

const afterRead = (modem: HandlerContext, run: FtpRun): void => {
  if (modem.state.ftpSim800.run !== run) return;
  if (run.unread.length === 0 && run.isWhole) endRun(modem, run, 0);
  else if (run.unread.length === 0) run.isSilent = true;
};

const read = (
  modem: HandlerContext,
  kind: Kind,
  size: number,
  show: (length: number) => Utterance,
): Reply => {
  const { run } = modem.state.ftpSim800;
  const { ftpEmptyEvery, ftpWindowBytes } = modem.settings;
  if (run?.kind !== kind || !run.isOpen) return refused(NOT_ALLOWED);
  run.reads += 1;
  run.alarm?.unsubscribe();
  if (ftpEmptyEvery > 0 && run.reads % ftpEmptyEvery === 0 && run.unread.length > 0) {
    const news = (): void => {
      if (modem.state.ftpSim800.run === run) announce(modem, run);
    };
    return { ...ok(show(0)), later: () => void run.running.add(later(modem, news)) };
  }
  const slices = takeUnread(run, Math.min(size, ftpWindowBytes));
  const length = slices.reduce((sum, bytes) => sum + bytes.length, 0);
  const again = run.unread.length > 0 ? () => announce(modem, run) : () => undefined;
  awaitHost(modem, run, again);
  return { ...ok(show(length), ...slices.map(payload)), later: () => afterRead(modem, run) };
};

export const sim800FtpGetHandlers: readonly Handler[] = [
  handle(ftp.ftpGet, (_, modem) =>
    begin(modem, '+FTPGET', (session) =>
      session.get(pathOf(modem, 'GET'), Number(modem.state.ftpSim800.parameters.get('+FTPREST') ?? 0)),
    ),
  ),
  handle(ftp.ftpGetRead, ({ size }, modem) =>
    read(modem, '+FTPGET', size, (length) => answerLine(ftp.ftpGetRead, { length }, 'header')),
  ),
  handle(ftp.ftpList, (_, modem) =>
    begin(modem, '+FTPLIST', (session) => listed(session.list(folderOf(modem)))),
  ),
  handle(ftp.ftpListRead, ({ size }, modem) =>
    read(modem, '+FTPLIST', size, (length) => answerLine(ftp.ftpListRead, { length }, 'header')),
  ),
];
