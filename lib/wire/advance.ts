import type { FinalResult } from '../grammar/resultCodes';
import type { Open } from './open';
import type { Token } from './token';

const DONE: FinalResult = Object.freeze({ ok: true, code: 'OK' });

const answered = (
  open: Open,
  { values, text }: Token & { kind: 'info' },
  told: Token[],
): Open | undefined => {
  const { command } = open;
  const { ending, prompt } = command.definition;
  if (prompt?.by === 'answer') {
    told.push({ kind: 'prompt', command, wanted: prompt.wanted(values as never) });
    return { ...open, prompted: true };
  }
  const isLast = ending.by === 'last-answer' && ending.isLast(values as never);
  if (ending.by !== 'answer' && !isLast) return open;
  const code = isLast ? (ending.codeOf?.(values as never) ?? 0) : 0;
  told.push({ kind: 'final', command, result: code === 0 ? DONE : { ok: false, code: text } });
  return undefined;
};

/**
 * Where the command that holds the line stands after a token: what it waits for next, or `undefined` where it has ended.
 * What the token means besides (an answer that asks for data, an answer that is the last) is put behind what was told.
 */
export const advance = (open: Open, token: Token, told: Token[]): Open | undefined => {
  switch (token.kind) {
    case 'echo':
      return { ...open, echoed: true };
    case 'accepted':
      return { ...open, accepted: true };
    case 'prompt':
      return { ...open, prompted: true };
    case 'final':
      return undefined;
    case 'info':
      return answered({ ...open, expected: token.bytes, tail: undefined }, token, told);
    default:
      return open;
  }
};
