import { openSync, writeSync } from 'node:fs';
import type { ConnectOptions } from 'rxmodem';
import { CliError } from './cliError';

type Trace = NonNullable<ConnectOptions['trace']>;

const writerTo = (file: string): ((text: string) => void) => {
  try {
    const fd = openSync(file, 'w');
    // It stays open to the end of the process: winding up is part of the conversation.
    return (text) => writeSync(fd, text);
  } catch (error) {
    throw new CliError({
      kind: 'output',
      where: file,
      problem: error instanceof Error ? error.message : String(error),
    });
  }
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
  const write =
    trace === true || trace === '-' ? (text: string) => process.stderr.write(text) : writerTo(trace);
  let before: number | undefined;
  return ({ at, sign, text }) => {
    write(`${Math.round(at - (before ?? at))}ms ${sign} ${text}\n`);
    before = at;
  };
};
