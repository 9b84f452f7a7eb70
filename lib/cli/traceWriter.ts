import type { ConnectOptions } from 'rxmodem';
import { fileWriter } from './fileWriter';

type Trace = NonNullable<ConnectOptions['trace']>;

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
    trace === true || trace === '-' ? (text: string) => process.stderr.write(text) : fileWriter(trace);
  let before: number | undefined;
  return ({ at, sign, text }) => {
    write(`${Math.round(at - (before ?? at))}ms ${sign} ${text}\n`);
    before = at;
  };
};
