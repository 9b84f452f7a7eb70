import { invalidArgument } from '../grammar/invalidArgument';
import { latin1Bytes } from '../wire/latin1Bytes';
import { escapedText } from './escapedText';

/** One line of a written conversation. */
export interface Turn {
  readonly who: 'host' | 'modem';
  /** A command or an answer line, whose line ends go without saying; or bytes as they stand. */
  readonly kind: 'line' | 'bytes';
  readonly text: string;
  /** What crosses the wire. */
  readonly bytes: Uint8Array;
  /** How long after the turn before. */
  readonly afterMs: number;
}

/** A written conversation, read. */
export interface Conversation {
  readonly turns: readonly Turn[];
  /** What is expected to be heard, a token a line, a token a line. */
  readonly heard: readonly string[];
}

const LINE = /^(?:(?<ms>\d+)ms\s+)?(?<mark>>>|<<|>|<|=)(?: (?<text>.*))?$/;
/** What a line of the modem looks like on the wire; a prompt does not end, and an empty line is a line end. */
const framed = (line: string): string => (line === '>' ? '\r\n> ' : line === '' ? '\r\n' : `\r\n${line}\r\n`);

const turn = (mark: string, text: string, afterMs: number): Turn => {
  const who = mark.startsWith('>') ? 'host' : 'modem';
  const kind = mark.length === 2 ? 'bytes' : 'line';
  const wire = kind === 'bytes' ? escapedText.read(text) : who === 'host' ? `${text}\r` : framed(text);
  return { who, kind, text: kind === 'bytes' ? wire : text, bytes: latin1Bytes(wire), afterMs };
};

/**
 * Reads a conversation as a person writes it down:
 *
 *     # a remark
 *     > AT+HTTPREAD=0,5          the host says a command
 *     20ms < +HTTPREAD: 5        the modem says a line, 20 ms later
 *     << hel\x6co                the modem sends bytes as they stand
 *     < OK
 *     = info +HTTPREAD: 5        what is expected to be heard, a token a line
 *     = payload hello
 *     = final OK
 *
 * `>> …` are bytes of the host, after a prompt; `< >` is that prompt. Fails with `invalid-argument` on any other line.
 */
export const conversation = (script: string): Conversation => {
  const turns: Turn[] = [];
  const heard: string[] = [];
  for (const line of script.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const { ms = '0', mark, text = '' } = LINE.exec(line)?.groups ?? {};
    if (mark === undefined)
      return invalidArgument('conversation', `${JSON.stringify(line)} is no line of one`);
    if (mark === '=') heard.push(text);
    else turns.push(turn(mark, text, Number(ms)));
  }
  return { turns, heard };
};
