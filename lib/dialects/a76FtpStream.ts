import { map, type Observable, tap } from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { UrcDefinition } from '../grammar/urc';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import { a76FtpSend } from './a76FtpSend';

/**
 * Sends a command whose answer streams in blocks, and emits their slices once, when the modem has said that it was the last.
 *
 *     > AT+CFTPSGET="a"   < OK   < +CFTPSGET: DATA,3   << 321   < +CFTPSGET: 0
 *
 * Where bytes were lost, or there are fewer than is known, it is asked for once more. Fails with `cftps` where a code ends it, and with `corrupt`.
 */
export const a76FtpStream = (
  talk: Talk,
  command: Command,
  urc: UrcDefinition<{ readonly code: number }>,
  { leastBytes = 0 } = {},
): Observable<readonly Uint8Array[]> =>
  a76FtpSend(talk, command, { urc, codeOf: ({ code }) => code }).pipe(
    map(({ payload }) => payload),
    tap((slices) => {
      const got = slices.reduce((sum, { length }) => sum + length, 0);
      if (got < leastBytes) {
        throw new ModemError({ kind: 'corrupt', command: command.shown, expectedBytes: leastBytes });
      }
    }),
    retryWith({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
  );
