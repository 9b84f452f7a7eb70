import { catchError, map, type Observable, of, throwError, concat, reduce } from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/errors/modemError';
import type { Reason } from '../grammar/errors/reason';
import type { CommandChannel } from '../../operators/commandChannel';
import { retryWith } from '../../operators/retryWith';

/** One question to a modem; `null` where it refuses to answer, or does not know. */
export type Ask<T> = (channel: CommandChannel) => Observable<T | null>;

const NO_ANSWER = new Set<Reason['kind']>(['refused', 'cme', 'cms', 'ended', 'unreadable']);

/** The modem answers, and what it says is no answer to this question. */
export const isNoAnswer = ({ kind }: Reason): boolean => NO_ANSWER.has(kind);

/** No answer, or a damaged one. A modem that answers nothing at all is another matter: phases other than `answer`. */
export const isLostAnswer = (reason: Reason): boolean =>
  reason.kind === 'corrupt' || (reason.kind === 'timeout' && reason.phase === 'answer');

/** Whether a question stays without an answer that says something, while the modem is there. */
export const isUnanswered = (error: unknown): error is ModemError =>
  error instanceof ModemError && (isNoAnswer(error.reason) || isLostAnswer(error.reason));

/**
 * Makes a question of a command and of what its answer means; `all` are its answer's lines, where there are several.
 *
 *     ask(cardId(), ({ iccid }) => iccid)      > AT+CCID  < 8986…  < OK  ⇒ '8986…'      < +CME ERROR: 10  ⇒ null
 *
 * A refusal is an answer. A question whose answer is lost is asked once more, then it is `null`, too. A restart, a lost port
 * and a modem that answers nothing at all stay failures.
 */
export const ask =
  <A, T>(command: Command<A>, read: (answer: A, all: readonly A[]) => T | undefined): Ask<T> =>
  (channel) =>
    channel.send(command).pipe(
      retryWith({ attempts: 2, delay: 0, when: isLostAnswer }),
      map(({ value, values }) => read(value, values) ?? null),
      catchError((error: unknown) => (isUnanswered(error) ? of(null) : throwError(() => error))),
    );

/** What the questions of a table are answered with. */
type Answers<Q> = { readonly [K in keyof Q]: Q[K] extends Ask<infer T> ? T | null : never };

/** Asks a table of questions, one after the other, and emits all answers together. */
export const askAll = <Q extends { readonly [K in keyof Q]: Ask<unknown> }>(
  channel: CommandChannel,
  questions: Q,
): Observable<Answers<Q>> =>
  concat(
    ...Object.entries<Ask<unknown>>(questions).map(([name, question]) =>
      question(channel).pipe(map((answer) => ({ [name]: answer }))),
    ),
  ).pipe(
    reduce((all, one) => ({ ...all, ...one }), {}),
    map((all) => Object.freeze(all) as Answers<Q>),
  );
