import type { Command } from '../grammar/command';
import { changesNothing } from '../grammar/changesNothing';
import type { FinalResult } from '../grammar/errors/resultCodes';
import type { Fields, Token, UrcToken } from './token';

/** A line that fits a URC, and the answer of the open question of the same name, too, but for a state that no table has. */
export interface Undecided {
  readonly urc: UrcToken;
  readonly values: Fields;
}

/** What came behind counted bytes so far: how many line ends, and how many lines that were not the command's own. */
export interface Tail {
  readonly breaks: number;
  readonly lines: number;
  /** Whether the counted bytes themselves ended with a line end, CR and LF. */
  readonly endedInBreak: boolean;
}

/** The command that holds the line, and how far it has got. */
export interface OpenCommand {
  readonly command: Command;
  readonly echoed: boolean;
  /** `OK` came first, and the answer is still streaming. */
  readonly accepted: boolean;
  readonly prompted: boolean;
  /** A line of its answer came. */
  readonly answered: boolean;
  /** `OK` came before its answer or its prompt: it may be the late one of an earlier command, until this one is dropped. */
  readonly doubted: boolean;
  /** How many counted bytes its last answer announced. */
  readonly expected: number;
  readonly tail: Tail | undefined;
  /** How many bytes come with nothing that announces them, until they come. */
  readonly unannounced: number;
  /** The line end in front of them came: what follows are they, unless a URC slips in between. */
  readonly atPayloadStart: boolean;
  /** Lines that may be its answer or news of the same name; the next lines decide. */
  readonly undecided: readonly Undecided[];
  /** Its answers so far, where news has the same name and shape. */
  readonly told: readonly Fields[];
}

const NONE: readonly never[] = Object.freeze([]);

/** A command that was just said. */
export const opened = (command: Command): OpenCommand => ({
  command,
  echoed: false,
  accepted: false,
  prompted: false,
  answered: false,
  doubted: false,
  expected: 0,
  tail: undefined,
  unannounced: command.definition.payloadAtOnce?.(command.args as never) ?? 0,
  atPayloadStart: false,
  undecided: NONE,
  told: NONE,
});

const DONE: FinalResult = Object.freeze({ ok: true, code: 'OK' });

const answered = (
  open: OpenCommand,
  { values, text }: Token & { kind: 'info' },
  emit: (token: Token) => void,
): OpenCommand | undefined => {
  const { command } = open;
  const { ending, prompt } = command.definition;
  if (prompt?.by === 'answer') {
    emit({ kind: 'prompt', command, wanted: prompt.wanted(values as never) });
    return { ...open, prompted: true };
  }
  const isLast = ending.by === 'last-answer' && ending.isLast(values as never);
  if (ending.by !== 'answer' && !isLast) return open;
  const code = isLast ? (ending.codeOf?.(values as never) ?? 0) : 0;
  emit({ kind: 'final', command, result: code === 0 ? DONE : { ok: false, code: text } });
  return undefined;
};

/**
 * Whether a command gives something in front of its own `OK`, so that one with nothing in front may be that of an earlier command. A
 * plain question is not doubted: it fails without its answer, and is asked again.
 */
export const owes = (command: Command): boolean => {
  const { answer, prompt, mayBeEmpty } = command.definition;
  if (prompt !== undefined && prompt.by !== 'answer') return true;
  return answer !== undefined && (mayBeEmpty || !changesNothing(command));
};

const mayBeLate = (open: OpenCommand, { ok, code }: FinalResult): boolean => {
  const isFirst = !open.doubted && !open.answered && !open.prompted;
  return ok && code === 'OK' && isFirst && owes(open.command);
};

/**
 * Where the command that holds the line stands after a token: what it waits for next, or `undefined` where it has ended.
 * What the token means besides (an answer that asks for data, an answer that is the last) goes to `emit`.
 */
export const advance = (
  open: OpenCommand,
  token: Token,
  emit: (token: Token) => void,
): OpenCommand | undefined => {
  switch (token.kind) {
    case 'echo':
      return { ...open, echoed: true };
    case 'accepted':
      return { ...open, accepted: true };
    case 'prompt':
      return { ...open, prompted: true };
    case 'final':
      return mayBeLate(open, token.result) ? { ...open, doubted: true } : undefined;
    case 'info':
      return answered({ ...open, answered: true, expected: token.bytes, tail: undefined }, token, emit);
    default:
      return open;
  }
};
