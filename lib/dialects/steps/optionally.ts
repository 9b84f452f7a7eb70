import {
  catchError,
  ignoreElements,
  type Observable,
  of,
  type OperatorFunction,
  pipe,
  throwError,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import type { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Response } from '../../../operators/response';
import { retryWith } from '../../../operators/retryWith';
import { isLostAnswer, isUnanswered } from '../ask';

/** How long a question may take whose answer nothing depends on. The modem has what it asks for at hand. */
const OPTIONAL_MS = 10_000;

/**
 * Sends a command that the flow can do without: header fields, a size, a state, a setting. Where its answer is lost or damaged
 * it is sent once more.
 *
 *     > AT+HTTPHEAD   …silence…   > AT  < OK   > AT+HTTPHEAD   < ERROR      ⇒ undefined
 *
 * Emits the response, or `undefined` (or what `otherwise` makes of the failure) where the modem refuses, answers something else, or is
 * silent twice; the trace says so.
 * Fails where the modem is gone: `reset`, `closed`, and `timeout` of another phase than `answer`.
 */
export const optionally = <A, T = undefined>(
  channel: CommandChannel,
  command: Command<A>,
  otherwise: (error: ModemError) => T = () => undefined as T,
): Observable<Response<A> | T> => {
  // A copy would make the redacted text that nobody may ask for: most commands are quick enough as they are.
  const asked =
    command.definition.timeoutMs <= OPTIONAL_MS ? command : { ...command, timeoutMs: OPTIONAL_MS };
  return channel.send(asked).pipe(orWithout(channel, otherwise));
};

/** Makes work that asks something optional: it is done once more where the answer is lost, then what `otherwise` makes of it. */
export const orWithout = <T, U>(
  channel: Pick<CommandChannel, 'note'>,
  otherwise: (error: ModemError) => U,
): OperatorFunction<T, T | U> =>
  pipe(
    retryWith<T>({ attempts: 2, delay: 0, when: isLostAnswer }),
    catchError((error: unknown) => {
      if (!isUnanswered(error)) return throwError(() => error);
      channel.note(`${error.message}; going on without it`);
      return of(otherwise(error));
    }),
  );

/** Sends a setting that the flow can do without; completes, whatever the modem says to it. */
export const optionalSetting = (channel: CommandChannel, command: Command): Observable<never> =>
  optionally(channel, command).pipe(ignoreElements());
