import type { OpenModemOptions } from 'rxmodem';
import { coloursOf } from './coloursOf';
import { openSync, writeSync } from 'node:fs';
import { CliError } from '../errors/cliError';

/** Truncates a file and returns a function that writes text to it at once. Both fail with `output`. */
export const fileWriter = (file: string): ((text: string) => void) => {
  const asOutput = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new CliError({ kind: 'output', where: file, problem });
    }
  };
  const fd = asOutput(() => openSync(file, 'w'));
  // The file stays open until the process ends: winding up is part of the conversation.
  return (text) => asOutput(() => void writeSync(fd, text));
};

type Trace = NonNullable<OpenModemOptions['trace']>;

/** The colour shows the speaker. */
const COLOURS: Readonly<Record<string, 'cyan' | 'green' | 'yellow'>> = {
  '>': 'cyan',
  '>>': 'cyan',
  '<': 'green',
  '<<': 'green',
  '#': 'yellow',
};

/**
 * Writes the conversation, one line a turn, with the milliseconds since the turn before:
 *
 *     0ms > AT+CSQ
 *     12ms < +CSQ: 20,0
 *
 * Fails with `output` if the file can't be opened.
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
