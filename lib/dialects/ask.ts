import { catchError, map, type Observable, of, throwError } from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { Reason } from '../grammar/reason';
import type { Talk } from '../../operators/talk';

/** One question to a modem; `null` where it refuses to answer, or does not know. */
export type Ask<T> = (talk: Talk) => Observable<T | null>;

const NO_ANSWER: readonly Reason['kind'][] = ['refused', 'cme', 'cms', 'ended', 'unreadable'];

/**
 * Makes a question of a command and of what its answer means.
 *
 *     ask(cardId(), ({ iccid }) => iccid)      > AT+CCID  < 8986…  < OK  ⇒ '8986…'      < +CME ERROR: 10  ⇒ null
 *
 * A refusal is an answer; silence, a restart and a lost port stay failures.
 */
export const ask =
  <A, T>(command: Command<A>, read: (answer: A) => T | undefined): Ask<T> =>
  (talk) =>
    talk.send(command).pipe(
      map(({ value }) => read(value) ?? null),
      catchError((error: unknown) =>
        error instanceof ModemError && NO_ANSWER.includes(error.reason.kind)
          ? of(null)
          : throwError(() => error),
      ),
    );
