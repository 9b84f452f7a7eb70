import { type OpenModemOptions, printable } from 'rxmodem';
import { coloursOf } from './coloursOf';
import { fchmodSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';

/** A conversation is nobody else's business. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
/** Only the owner of a file, and root, may change its mode. */
const isOwn = (uid: number): boolean => [0, uid].includes(process.getuid?.() ?? NaN);

/** The mode counts for a new file only: one that is there already is closed to others, too, unless it is a device or a pipe. */
const openedForOwner = (file: string): number => {
  const fd = openSync(file, 'w', OWNER_ONLY);
  const found = fstatSync(fd);
  if (found.isFile() && isOwn(found.uid) && (found.mode & OTHERS) !== 0) fchmodSync(fd, OWNER_ONLY);
  return fd;
};

/**
 * Opens a file anew, for its owner only, and makes what writes text to it at once. Fails with `output` where it can't be
 * opened. Where it can't be written, `failed` receives that once, and nothing more is written: who writes goes on, and
 * can wind up the modem.
 */
export const fileWriter = (file: string, failed: (error: CliError) => void): ((text: string) => void) => {
  const outputError = (error: unknown): CliError => {
    const problem = wordsOf(error);
    return new CliError({ kind: 'output', where: file, problem });
  };
  let fd: number | undefined;
  try {
    fd = openedForOwner(file);
  } catch (error) {
    throw outputError(error);
  }
  // It stays open to the end of the process: winding up is part of the conversation.
  return (text) => {
    if (fd === undefined) return;
    try {
      writeFileSync(fd, text);
    } catch (error) {
      fd = undefined;
      failed(outputError(error));
    }
  };
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
 * Shows control characters, and does not send them. Fails with `output` if the file can't be opened; `failed` receives it if the
 * file can't be written.
 */
export const traceWriter = (trace: string | true, failed: (error: CliError) => void): Trace => {
  const shown = trace === true || trace === '-';
  const write = shown ? (text: string) => process.stderr.write(text) : fileWriter(trace, failed);
  const colours = coloursOf(shown ? process.stderr : undefined);
  let before: number | undefined;
  return ({ at, sign, text }) => {
    const paint = COLOURS[sign];
    const time = colours.dim(`${Math.round(at - (before ?? at))}ms`);
    write(`${time} ${paint === undefined ? sign : colours[paint](sign)} ${printable(text)}\n`);
    before = at;
  };
};
