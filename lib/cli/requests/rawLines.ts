import type { Modem, Response } from 'rxmodem';
import { escapedText } from 'rxmodem/testing';
import { concatMap, map, type Observable, of, reduce } from 'rxjs';
import { CliError } from '../errors/cliError';
import { inputOf } from './inputOf';

/** A raw command, and the data that it asks for behind its prompt. */
export interface RawLine {
  readonly command: string;
  readonly data: Uint8Array | undefined;
}

/**
 * Reads raw commands as a person types them, or as a recording holds them.
 *
 *     AT+CMGF=1                    a command
 *     AT+CMGS="+491701234567"
 *     hello                        its data: every line up to the next command
 *     # a remark, like an empty line between commands, is left out
 *     > AT+HTTPDATA=5,10000        the same with the marks of a recording
 *     >> hel\x6co                  bytes, with its escapes; < and << are left out
 *
 * Ctrl-Z ends the data where the command does not name their number. Fails with `usage` where data comes before a command.
 */
export const rawLines = (text: string): readonly RawLine[] => {
  const pieces: Piece[] = [];
  for (const line of text.split(/\r?\n/)) {
    const last = pieces.at(-1);
    if (COMMAND.test(line)) pieces.push({ command: line.replace(MARK, '').trim(), lines: [], bytes: '' });
    else if (BYTES.test(line) && last) last.bytes += escapedText.read(line.replace(BYTES, ''));
    else if (last && (last.lines.length > 0 || !REMARK.test(line))) last.lines.push(line);
    else if (!REMARK.test(line)) throw misplaced();
  }
  return pieces.map(rawLineOf);
};

/** Reads the raw commands of an argument: one line is a command as it stands; `-` is the standard input, read to its end. */
export const rawLinesOf = (argument: string): Observable<readonly RawLine[]> => {
  if (argument !== '-')
    return of(/[\r\n]/.test(argument) ? rawLines(argument) : [{ command: argument, data: undefined }]);
  return inputOf('-').pipe(
    concatMap(({ chunks }) => chunks),
    reduce((all, chunk) => Buffer.concat([all, chunk]), Buffer.alloc(0)),
    map((bytes) => {
      const lines = rawLines(bytes.toString('latin1'));
      if (lines.length === 0) throw misplaced();
      return lines;
    }),
  );
};

/** Sends a raw command, and its data when the modem asks for them: as many bytes as it asks for. */
export const sendRawLine = (modem: Modem, { command, data }: RawLine): Observable<Response> =>
  data === undefined
    ? modem.sendRaw(command)
    : modem.sendRaw(command, ({ give, wanted = data.length }) => give(data.subarray(0, wanted)));

interface Piece {
  readonly command: string;
  readonly lines: string[];
  bytes: string;
}

/** What a recording may have in front of a line of the host: a time. */
const MARK = /^\s*(?:\d+(?:\.\d+)?(?:ms|s|m)\s+)?> /;
const COMMAND = /^\s*(?:(?:\d+(?:\.\d+)?(?:ms|s|m)\s+)?> )?AT/i;
const BYTES = /^\s*(?:\d+(?:\.\d+)?(?:ms|s|m)\s+)?>> /;
/** An empty line, a remark, and what a recording holds besides the host's lines. */
const REMARK = /^\s*(?:$|#|<|[=^!|]|\+ |\d+(?:\.\d+)?(?:ms|s|m) )/;
const CTRL_Z = '\x1a';

const misplaced = (): CliError =>
  new CliError({
    kind: 'usage',
    message: 'what is to be sent does not begin with a command; begin each command with AT',
  });

const rawLineOf = ({ command, lines, bytes }: Piece): RawLine => {
  const text = `${lines.join('\r\n').replace(/(?:\r\n)+$/, '')}${bytes}`;
  if (text === '') return { command, data: undefined };
  return { command, data: Buffer.from(ended(command, text), 'latin1') };
};

/** Data of a number that the command names stand as they are; a text ends with Ctrl-Z. */
const ended = (command: string, text: string): string => {
  const numbers = command.replace(/"[^"]*"/g, '').match(/\d+/g) ?? [];
  const isCounted = numbers.some((number) => Number(number) === text.length);
  return isCounted || text.endsWith(CTRL_Z) ? text : `${text}${CTRL_Z}`;
};
