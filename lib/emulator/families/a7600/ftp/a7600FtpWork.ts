import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  take,
  throwError,
  timer,
} from 'rxjs';
import { FtpFailure, type FtpFailureKind, type FtpSession } from '../../../origins/ftpOrigin';
import type { HandlerContext } from '../../../core/handler';
import { ok, type Reply } from '../../../core/reply';
import { spokenLine, type LineRole } from '../../../core/utterance';
import { a7600FtpService } from './a7600FtpService';

/** Result codes of a server's failures: A76XX AT manual V1.09 page 392. */
const CODES: Readonly<Record<FtpFailureKind, number>> = {
  ...{ dns: 12, connect: 14, network: 10, timeout: 5, closed: 4 },
  ...{ user: 9, password: 9, missing: 9, refused: 9, tls: 1 },
};
const UNKNOWN = 2;
const BUSY = 3;
const WRONG_STATE = 11;

/** Ends work with one of the modem's own codes. */
export class FtpCode extends Error {
  override readonly name = 'FtpCode';

  constructor(readonly code: number) {
    super(`the modem ends with ${code}`);
  }
}

/** The result code of a failure. */
export const codeOfFailure = (error: unknown): number => {
  if (error instanceof FtpCode) return error.code;
  return error instanceof FtpFailure ? CODES[error.kind] : UNKNOWN;
};

/** Emits 0 when the work completes, or with the code of its failure. */
export const codeOf = (modem: HandlerContext, work: Observable<unknown>): Observable<number> => {
  const lost = modem.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
  const { resultDelayMs } = modem.settings;
  const later = resultDelayMs > 0 ? timer(resultDelayMs).pipe(ignoreElements()) : EMPTY;
  const done = concat(work.pipe(ignoreElements()), later, of(0));
  return merge(lost, done).pipe(
    take(1),
    catchError((error: unknown) => of(codeOfFailure(error))),
  );
};

/** The code that refuses work now, or `undefined` if the session is free. */
export const obstacle = (modem: HandlerContext): number | undefined => {
  const { session, running } = a7600FtpService(modem);
  if (!session) return WRONG_STATE;
  return running && !running.closed ? BUSY : undefined;
};

/** How the result of work is reported. */
export interface FtpResult {
  /** The name of its command: `+CFTPSGET`. */
  readonly name: string;
  readonly role?: LineRole;
  /** Reports success by something other than the code 0. */
  readonly success?: () => void;
}

/** Reports a result code: `+CFTPSGET: 9`. */
export const report = (modem: HandlerContext, name: string, code: number, role: LineRole = 'result'): void =>
  modem.say(spokenLine(`${name}: ${code}`, role));

/** Refuses with a code in front of `ERROR` (A76XX AT manual V1.09 pages 375–389). */
export const refusedWith = (name: string, code: number): Reply => ({
  said: [spokenLine(`${name}: ${code}`, 'info')],
  refusal: 'ERROR',
});

/** Refuses with `ERROR`, and a code after it: PUT that fails before its data, SIZE. */
export const refusedBefore = (modem: HandlerContext, name: string, code: number): Reply => ({
  said: [],
  refusal: 'ERROR',
  later: () => report(modem, name, code),
});

/** Starts work in the session, beside the command line. */
export const begin = (
  modem: HandlerContext,
  { name, role, success }: FtpResult,
  work: (session: FtpSession) => Observable<unknown>,
): void => {
  const service = a7600FtpService(modem);
  const { session } = service;
  if (!session) return;
  const forced = name === '+CFTPSTYPE' ? undefined : modem.forcedResult();
  const code = codeOf(
    modem,
    defer(() => (forced === undefined ? work(session) : throwError(() => new FtpCode(forced)))),
  );
  const running = modem.inBackground(code, (ended) => {
    service.running = undefined;
    if (ended === 0 && success) success();
    else report(modem, name, ended, role);
  });
  service.running = running.closed ? undefined : running;
};

/** OK comes at once, the result later; without a session, or while another command runs, it is refused. */
export const a7600FtpWork = (
  modem: HandlerContext,
  result: FtpResult,
  work: (session: FtpSession) => Observable<unknown>,
): Reply => {
  const code = obstacle(modem);
  if (code !== undefined) return refusedWith(result.name, code);
  return { ...ok(), later: () => begin(modem, result, work) };
};
