import type { CommandDefinition } from '../grammar/command';
import { keyOf } from '../grammar/forms/lineForm';
import { finalResult, type FinalResult } from '../grammar/errors/resultCodes';
import type { OpenCommand } from './openCommand';
import type { Line } from './lineMemory';
import type { Token, UrcToken } from './token';

/** A result code of any command, or one of the words that this one ends with (`SHUT OK`, `BUSY`). */
const resultOf = ({ ending }: CommandDefinition, line: string): FinalResult | undefined => {
  if (ending.by === 'final' && ending.words?.includes(line)) return { ok: true, code: line };
  const hasFailed = ending.by === 'final' && ending.failures?.includes(line);
  return hasFailed ? { ok: false, code: line } : finalResult(line);
};

const commandTokenOf = (line: string, open: OpenCommand): Token | undefined => {
  const { command } = open;
  const { definition } = command;
  if (!open.echoed && line === command.text) return { kind: 'echo', command, text: line };
  const result = resultOf(definition, line);
  if (result) {
    if (!result.ok || definition.ending.by !== 'last-answer') return { kind: 'final', command, result };
    return open.accepted ? undefined : { kind: 'accepted', command };
  }
  if (definition.prompt?.by === 'line' && line === definition.prompt.line) {
    return { kind: 'prompt', command, wanted: undefined };
  }
  const isOwn = definition.answer?.key !== '' || command.names?.has(keyOf(line).toUpperCase());
  return isOwn ? answer(line, open) : undefined;
};

/** The closing code of an answer that has not begun to stream. */
const isEarlyClosingCode = (values: object, { command, accepted }: OpenCommand): boolean => {
  const { ending } = command.definition;
  return (
    ending.by === 'last-answer' && ending.codeOf !== undefined && !accepted && ending.isLast(values as never)
  );
};

/** More than any modem holds: a length that is longer was damaged on the line, and would hold the line for a very long time. */
const MAX_COUNTED_BYTES = 0x100_0000;

/** The open command's answer, of the right shape and with a believable number of counted bytes. */
const answer = (line: string, open: OpenCommand): Token | undefined => {
  const { command } = open;
  const { definition, args } = command;
  const values = definition.answer?.read(line);
  if (!values || isEarlyClosingCode(values, open)) return undefined;
  const bytes = definition.payload?.(values as never, args as never) ?? 0;
  return bytes >= 0 && bytes <= MAX_COUNTED_BYTES
    ? { kind: 'info', command, values, text: line, bytes }
    : undefined;
};

/** The open command's answer in another spelling (quotes, case, header), where nothing else explains the line. */
const looseAnswer = (line: string, { command }: OpenCommand): Token | undefined => {
  const { answer: form, payload, prompt, ending } = command.definition;
  // What counts bytes, asks for data or ends the command is never read loosely.
  if (payload || prompt || ending.by !== 'final') return undefined;
  const values = form?.readLoosely?.(line);
  return values && { kind: 'info', command, values, text: line, bytes: 0 };
};

/** Fixed words (`NORMAL POWER DOWN`) are no bare answer, however they are written. */
const isWords = ({ values }: UrcToken): boolean => Object.keys(values).length === 0;

/**
 * Decides what a line is, once: echo of what was said, result code, the open command's own answer of the right shape, a
 * known URC of the right shape, a bare answer (`AT+CGSN`), the answer or a URC in another spelling, else unknown.
 */
export const classify = (line: Line, open: OpenCommand | undefined): Token => {
  const { text } = line;
  if (!open) return line.token() ?? line.looseToken() ?? { kind: 'unknown', text, command: undefined };
  const found = commandTokenOf(text, open) ?? line.token();
  if (found) return found;
  const loose = line.looseToken();
  if (loose && isWords(loose)) return loose;
  const bare = open.command.definition.answer?.key === '' ? answer(text, open) : undefined;
  return bare ?? looseAnswer(text, open) ?? loose ?? { kind: 'unknown', text, command: open.command };
};
