import type { OpenModemOptions } from 'rxmodem';
import { coloursOf } from './coloursOf';
import { openSync, writeSync } from 'node:fs';
import { CliError } from '../errors/cliError';

/** A conversation is nobody else's business. */
const OWNER_ONLY = 0o600;

/** Opens a file anew, for its owner only, and makes what writes text to it at once. Fails with `output`, at the opening or by writing. */
export const fileWriter = (file: string): ((text: string) => void) => {
  const asOutput = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new CliError({ kind: 'output', where: file, problem });
    }
  };
  const fd = asOutput(() => openSync(file, 'w', OWNER_ONLY));
  // It stays open to the end of the process: winding up is part of the conversation.
  return (text) => asOutput(() => void writeSync(fd, text));
};

type Trace = NonNullable<OpenModemOptions['trace']>;

/** Which side spoke is seen at a glance. */
const COLOURS: Readonly<Record<string, 'cyan' | 'green' | 'yellow'>> = {
  '>': 'cyan',
  '>>': 'cyan',
  '<': 'green',
  '<<': 'green',
  '#': 'yellow',
};

/**
 * Makes what writes the conversation, a line a turn, with the milliseconds since the turn before:
 *
 *     0ms > AT+CSQ
 *     12ms < +CSQ: 20,0
 *
 * Fails with `output` where the file can't be opened.
 */
export const traceWriter = (trace: string | true): Trace => {
  const shown = trace === true || trace === '-';
  const write = shown ? (text: string) => process.stderr.write(text) : fileWriter(trace);
  const colours = coloursOf(shown ? process.stderr : undefined);
  let before: number | undefined;
  return ({ at, sign, text }) => {
    const paint = COLOURS[sign];
    const time = colours.dim(`${Math.round(at - (before ?? at))}ms`);
    write(`${time} ${paint === undefined ? sign : colours[paint](sign)} ${text}\n`);
    before = at;
  };
};
