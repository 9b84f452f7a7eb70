import { asyncScheduler, type Observable, queueScheduler, type Subscription } from 'rxjs';
import type { Command, CommandDefinition } from '../../grammar/command';
import { hasLeft } from '../../../operators/unlessLeft';
import type { ResponseFrame } from '../../../operators/responseFrame';
import { owes } from '../../wire/openCommand';
import type { Token } from '../../wire/token';

/** How long the rest of an answer may take behind a late `OK`. */
export const LATE_ANSWER_MS = 2_000;

/** What is known of a line and a command whose `OK` came first. */
interface Doubts {
  /** Emits when the reader leaves. */
  readonly leaving: Observable<void>;
  /** Whether data were given. */
  readonly isFed: () => boolean;
  /** How long an answer that may be empty is doubted. */
  readonly doubtMs: (() => number) | undefined;
  /** Closes the command in the fold. */
  readonly drop: () => void;
  /** Takes the `OK` as the command's own. */
  readonly believe: (token: Token) => void;
}

/**
 * How long an `OK` with nothing in front of it is doubted. An empty answer is believed at the end of its turn at the earliest, as is that
 * to an unknown line. An answer with counted bytes always has `LATE_ANSWER_MS`: otherwise its bytes would be taken for those of the next read.
 */
const waitMsOf = ({ mayBeEmpty, prompt, payload, head }: CommandDefinition, doubtMs: number): number => {
  if (!mayBeEmpty || prompt || payload) return LATE_ANSWER_MS;
  return head === '' ? 0 : doubtMs;
};

/** Without its answer it fails, and the line is resynchronised: nobody has to wait for that. */
const mustAnswer = ({ definition: { answer, mayBeEmpty } }: Command): boolean =>
  answer !== undefined && !mayBeEmpty;

const isOk = (token: Token): boolean =>
  token.kind === 'final' && token.result.ok && token.result.code === 'OK';

const isOwn = ({ kind }: Token): boolean => kind !== 'echo' && kind !== 'unknown';

/**
 * Holds back an `OK` that came before all that its command gives: where that follows, the `OK` was the late one of an earlier command.
 *
 *     > AT+CMGR=1   < OK (of an earlier AT)   < +CMGR: 1,,30   < 0791…   < OK
 *
 * `holds` is given each token of the command, and tells whether it is held. `undefined` for a command that owes nothing.
 */
export const lateOk = (
  command: Command,
  frame: Pick<ResponseFrame<unknown>, 'isEmpty'>,
  { leaving, isFed, doubtMs, drop, believe }: Doubts,
) => {
  if (!owes(command)) return undefined;
  let held: Subscription | undefined;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    held?.unsubscribe();
  };
  const holds = (token: Token): boolean => {
    if (!isOwn(token)) return false;
    if (isOver || !isOk(token) || !frame.isEmpty) {
      end();
      return false;
    }
    isOver = true;
    if (isFed() || (mustAnswer(command) && hasLeft(leaving))) return false;
    const waitMs = waitMsOf(command.definition, doubtMs?.() ?? 0);
    const scheduler = waitMs > 0 ? asyncScheduler : queueScheduler;
    held = scheduler.schedule(() => {
      drop();
      believe(token);
    }, waitMs);
    return true;
  };
  return { holds, end };
};
