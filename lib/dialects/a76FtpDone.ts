import { EMPTY, mergeMap, type Observable, throwError } from 'rxjs';
import type { Command } from '../grammar/command';
import type { Talk } from '../../operators/talk';
import { a76FtpFailure } from './a76FtpFailure';
import { a76FtpResult, type A76FtpAwaited } from './a76FtpResult';

type Coded = { readonly code: number };

/** Sends a command of the A76XX's FTP(S) and completes when its result is 0; fails with `cftps` where it is a code. */
export const a76FtpDone = (
  talk: Talk,
  command: Command,
  awaited: Omit<A76FtpAwaited<Coded>, 'codeOf'>,
): Observable<never> =>
  a76FtpResult(talk, command, { ...awaited, codeOf: ({ code }) => code }).pipe(
    mergeMap(({ code }) => (code === 0 ? EMPTY : throwError(() => a76FtpFailure(code, awaited.step)))),
  );
