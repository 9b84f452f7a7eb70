import type { Command } from '../../lib/grammar/command';
import { latin1Bytes } from '../../lib/wire/latin1Bytes';
import type { Traffic } from '../../lib/wire/traffic';

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
  /** What is expected to be heard, a token a line, as `spell` writes it. */
  readonly heard: readonly string[];
}

const LINE = /^(?:(?<ms>\d+)ms\s+)?(?<mark>>>|<<|>|<|=)(?: (?<text>.*))?$/;
const ESCAPE = /\\(?:x([0-9a-f]{2})|(.))/gi;
const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', '\\': '\\' };

/** Reads `\r`, `\n`, `\\` and `\xNN`. */
export const unescape = (text: string): string =>
  text.replace(ESCAPE, (whole, hex: string | undefined, letter: string | undefined) => {
    const character = hex === undefined ? ESCAPES[letter ?? ''] : String.fromCharCode(parseInt(hex, 16));
    if (character === undefined) throw new SyntaxError(`a conversation knows no ${whole}`);
    return character;
  });

/** Writes a text so that `unescape` reads it back, on one line. */
export const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replace(/[^ -~]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** What a line of the modem looks like on the wire; a prompt does not end, and an empty line is a line end. */
const framed = (line: string): string =>
  line === '>' ? '\r\n> ' : line === '' ? '\r\n' : `\r\n${line}\r\n`;

const turn = (mark: string, text: string, afterMs: number): Turn => {
  const who = mark.startsWith('>') ? 'host' : 'modem';
  const kind = mark.length === 2 ? 'bytes' : 'line';
  const wire = kind === 'bytes' ? unescape(text) : who === 'host' ? `${text}\r` : framed(text);
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
 * `>> …` are bytes of the host, after a prompt; `< >` is that prompt. Fails with a `SyntaxError` on any other line.
 */
export const conversation = (script: string): Conversation => {
  const turns: Turn[] = [];
  const heard: string[] = [];
  for (const line of script.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const { ms = '0', mark, text = '' } = LINE.exec(line)?.groups ?? {};
    if (mark === undefined) throw new SyntaxError(`no line of a conversation: ${line}`);
    if (mark === '=') heard.push(text);
    else turns.push(turn(mark, text, Number(ms)));
  }
  return { turns, heard };
};

/** How the modem of a conversation is set. */
export interface Manner {
  /** Whether it sends each command back. Default: no. */
  readonly echo?: boolean;
}

/** What crosses the port in a conversation, in order. Each command is looked up by its text. */
export const trafficOf = (
  { turns }: Conversation,
  commandOf: (text: string) => Command,
  { echo = false }: Manner = {},
): readonly Traffic[] =>
  turns.flatMap(({ who, kind, text, bytes }): readonly Traffic[] => {
    if (who === 'modem') return [{ kind: 'heard', bytes }];
    if (kind === 'bytes') return [{ kind: 'gave', bytes }];
    const said: Traffic = { kind: 'said', command: commandOf(text) };
    return echo ? [said, { kind: 'heard', bytes }] : [said];
  });
