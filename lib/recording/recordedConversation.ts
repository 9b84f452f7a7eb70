import { invalidArgument } from '../grammar/errors/modemError';
import { mask } from '../grammar/mask';
import { escapedText } from './escapedText';
import { latin1Bytes } from '../grammar/latin1';

/** One line of a written conversation. */
export interface Turn {
  readonly who: 'host' | 'modem';
  /** A command or an answer line, whose line ends go without saying; or bytes as they stand. */
  readonly kind: 'line' | 'bytes';
  readonly text: string;
  /** What crosses the wire; as many zeros where it is hidden. */
  readonly bytes: Uint8Array;
  /** How long after the turn before, in milliseconds. */
  readonly afterMs: number;
  /** Whether it crosses in one piece with the turn before. */
  readonly joined: boolean;
  /** Data whose number alone is known. */
  readonly hidden: boolean;
  /** Where it stands in the text, from 1. */
  readonly line: number;
}

/** What crosses a port from its opening to its closing. */
export interface Opening {
  readonly turns: readonly Turn[];
  /** How long after the last turn the port goes away by itself, in milliseconds; `undefined` where it does not. */
  readonly goneAfterMs: number | undefined;
}

/** A written conversation, read. */
export interface RecordedConversation {
  readonly turns: readonly Turn[];
  /** The same by openings of the port: one at the most, where the text names none. */
  readonly openings: readonly Opening[];
  /** The expected tokens, one a line. */
  readonly heard: readonly string[];
}

const LINE =
  /^(?:(?:(?<time>\d+(?:\.\d+)?)(?<unit>ms|s|m)|(?<joined>\+))\s+)?(?<mark>>>|<<|>|<|=|\^|!|\|)(?: (?<text>.*))?$/;
/** The units of time that marbles have. */
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
const HIDDEN = new RegExp(`^${mask.replaceAll('*', '\\*')} (\\d+) bytes$`);
/** What a line of the modem looks like on the wire; a prompt does not end, and an empty line is a line end. */
const framed = (line: string): string => (line === '>' ? '\r\n> ' : line === '' ? '\r\n' : `\r\n${line}\r\n`);

type Place = Pick<Turn, 'afterMs' | 'joined' | 'line'>;

const turn = (mark: string, text: string, place: Place): Turn => {
  const who = mark.startsWith('>') ? 'host' : 'modem';
  const kind = mark.length === 2 ? 'bytes' : 'line';
  const hiddenBytes = kind === 'bytes' ? HIDDEN.exec(text)?.[1] : undefined;
  if (hiddenBytes !== undefined)
    return { who, kind, text, bytes: new Uint8Array(Number(hiddenBytes)), hidden: true, ...place };
  const wire = kind === 'bytes' ? escapedText.read(text) : who === 'host' ? `${text}\r` : framed(text);
  return {
    who,
    kind,
    text: kind === 'bytes' ? wire : text,
    bytes: latin1Bytes(wire),
    hidden: false,
    ...place,
  };
};

/** A conversation as it is read, opening by opening. */
class Reading {
  private readonly heard: string[] = [];
  private readonly openings: { turns: Turn[]; goneAfterMs: number | undefined }[] = [];

  take(mark: string, text: string, place: Place): void {
    if (mark === '=') this.heard.push(text);
    else if (mark === '^') this.open();
    else if (mark === '|') this.opening.goneAfterMs = place.afterMs;
    else if (mark !== '!') this.opening.turns.push(turn(mark, text, place));
  }

  get conversation(): RecordedConversation {
    const { heard, openings } = this;
    return { turns: openings.flatMap(({ turns }) => turns), openings, heard };
  }

  private open(): (typeof this.openings)[number] {
    const opening = { turns: [], goneAfterMs: undefined };
    this.openings.push(opening);
    return opening;
  }

  private get opening(): (typeof this.openings)[number] {
    return this.openings.at(-1) ?? this.open();
  }
}

/**
 * Reads a conversation as a person, or `recorded`, writes it down:
 *
 *     # a remark
 *     > AT+HTTPREAD=0,5          the host says a command
 *     20ms < +HTTPREAD: 5        the modem says a line, 20 ms later
 *     << hel\x6co                the modem sends bytes as they stand
 *     + < OK                     this came in one piece with what stands before
 *     = info +HTTPREAD: 5        the expected tokens, one a line
 *     = payload hello
 *     = final OK
 *
 * `>> …` are bytes of the host, after a prompt; `< >` is that prompt, and `<` alone an empty line. Each turn of the modem is
 * a piece of its own, unless `+` joins it to the one before. In a command `***` stands for a secret; `>> *** 1196 bytes` and
 * `<< *** 1196 bytes` are hidden data: zeros stand for them.
 *
 * A time has the unit of marbles: `20ms`, `1.5s` or `2m`.
 *
 * A port that is opened several times, or goes away, is written with RxJS's signs:
 *
 *     ^                          the port is opened
 *     !                          the host closes it
 *     300ms |                    it goes away by itself, 300 ms after the turn before
 *
 * Fails with `invalid-argument` on any other line.
 */
export const conversation = (script: string): RecordedConversation => {
  const reading = new Reading();
  for (const [at, text] of script
    .split('\n')
    .map((line) => line.trim())
    .entries()) {
    if (text === '' || text.startsWith('#')) continue;
    const { time = '0', unit = 'ms', joined, mark: sign, text: words = '' } = LINE.exec(text)?.groups ?? {};
    if (sign === undefined)
      return invalidArgument('conversation', `line ${at + 1}, ${JSON.stringify(text)}, is no line of one`);
    const afterMs = Number(time) * (UNIT_MS[unit] ?? 1);
    reading.take(sign, words, { afterMs, joined: joined !== undefined, line: at + 1 });
  }
  return reading.conversation;
};
