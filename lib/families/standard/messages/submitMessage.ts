import {
  catchError,
  concat,
  defer,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  take,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { SubmittedPdu } from '../../../dialects/messagesDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import { mayBeDone } from '../../../grammar/errors/mayBeDone';
import { refusal } from '../../../grammar/errors/refusal';
import { finalResult } from '../../../grammar/errors/resultCodes';
import type { CommandChannel, InputFeed } from '../../../../operators/commandChannel';
import { hasLeft } from '../../../../operators/unlessLeft';
import { messageSendPdu } from '../messageCommands';

/** The manuals say 40 to 120 s; users of gammu found 30 and 60 too short. */
const ANSWER_MS = 150_000;
/** How long a result is waited for that comes behind its time. */
const LATE_MS = 30_000;
/** How long the modem may take to answer an ESC: some do not. */
const CANCEL_MS = 5_000;
const CTRL_Z = '\x1a';
const ESC = '\x1b';
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const LATE_RESULT = /^\+CMGS:\s*(\d{1,3})\b/;

/**
 * Sends a message: emits its number, `undefined` if the modem took it without one.
 *
 *     > AT+CMGS=19   < >   >> 0011000C91…<Ctrl-Z>   < +CMGS: 13   < OK      ⇒ 13
 *
 * If the reader has left before the prompt comes, ESC is given and nothing is sent. What fails behind the message says
 * `mayBeDone`, except a refusal: then it was not sent.
 */
export const submitMessage = (
  channel: CommandChannel,
  { raw, tpduLength }: SubmittedPdu,
): Observable<number | undefined> =>
  defer(() => {
    let isGiven = false;
    const feed: InputFeed = ({ give, leaving }) => {
      if (hasLeft(leaving)) return concat(give(ascii(ESC)), unanswered());
      isGiven = true;
      return give(ascii(`${raw}${CTRL_Z}`));
    };
    const command = { ...messageSendPdu({ octets: tpduLength }), timeoutMs: ANSWER_MS };
    let isAnswered = false;
    return channel.send(command, feed).pipe(
      map(({ value }): number | undefined => value.reference),
      tap({
        next: () => (isAnswered = true),
        error: () => (isAnswered = true),
        unsubscribe: () => {
          if (isGiven && !isAnswered)
            channel.note(
              `the reader of ${command.text} left when the message was on its way: it may have been sent`,
            );
        },
      }),
      catchError((error: unknown) =>
        isGiven && error instanceof ModemError ? behindTheMessage(channel, error) : throwError(() => error),
      ),
    );
  });

/** What a failure behind the message means: `OK` without a number, or with one that was damaged on the line, is no failure. */
const behindTheMessage = (channel: CommandChannel, error: ModemError): Observable<number | undefined> => {
  const { reason } = error;
  if (reason.kind === 'unreadable') return of(undefined);
  const failed = throwError(() => mayBeDone(error));
  if (reason.kind !== 'timeout' || reason.phase !== 'answer') return failed;
  const command = reason.command ?? '';
  return merge(lateResult(channel, command), timer(LATE_MS).pipe(mergeMap(() => failed))).pipe(
    take(1),
    catchError((late: unknown) => throwError(() => mayBeDone(late))),
  );
};

const unanswered = (): Observable<never> =>
  timer(CANCEL_MS).pipe(
    mergeMap(() =>
      throwError(() => new ModemError({ kind: 'timeout', phase: 'input', waitedMs: CANCEL_MS })),
    ),
  );

/** A result that comes when the command was given up belongs to it. */
const lateResult = (channel: CommandChannel, command: string): Observable<number> =>
  channel.urcs.pipe(
    mergeMap((token) => {
      if (token.kind !== 'unknown') return [];
      const reference = LATE_RESULT.exec(token.text)?.[1];
      if (reference !== undefined) return of(Number(reference));
      const result = token.text.startsWith('+CMS') ? finalResult(token.text) : undefined;
      return result ? throwError(() => new ModemError(refusal(result, command))) : [];
    }),
    take(1),
  );
