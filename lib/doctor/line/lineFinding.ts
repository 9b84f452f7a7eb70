import { printable } from '../../grammar/errors/printable';

/** What is at the other end of a port. */
export type LineState =
  /** A modem answers, in words (`OK`). */
  | 'words'
  /** A modem answers, in numbers (`ATV0`). */
  | 'numbers'
  /** A modem answers after it was asked for result codes (`ATQ1`). */
  | 'quiet'
  /** A modem waited for a text (`>`), and answers after ESC. */
  | 'prompt'
  /** A modem answers frames (CMUX), and no AT. */
  | 'mux'
  /** A modem carried the data of a connection, and answers after `+++`. */
  | 'data'
  /** Every byte comes back. */
  | 'loopback'
  /** Lines come back with other line ends, and nothing else. */
  | 'echo'
  /** Sentences of a satellite receiver come. */
  | 'nmea'
  /** A printer reports its status. */
  | 'printer'
  /** A device answers text that is no AT. */
  | 'other'
  /** Bytes come that mean nothing at any rate. */
  | 'noise'
  | 'silent';

/** What was found on a port, at which rate. */
export interface LineFinding {
  readonly state: LineState;
  readonly baudRate: number;
  /** Whether the modem echoes. */
  readonly echo: boolean;
  /** It gave information and no result code: result codes are off for sure, not only late. */
  readonly isQuiet: boolean;
  /** The start of what was heard, safe to print. */
  readonly evidence: string;
}

/** States in which a modem answers AT. */
const ANSWERING: ReadonlySet<LineState> = new Set(['words', 'numbers', 'quiet', 'prompt', 'data']);

export const answersAt = ({ state }: LineFinding): boolean => ANSWERING.has(state);

/** What was said, and what was heard after it. */
export interface Exchange {
  readonly said: string;
  readonly heard: string;
}

const WORDS = /(?:^|[\r\n])(?:OK|ERROR|\+CM[ES] ERROR:[^\r\n]*)\r/;
const NUMBER = /(?:^|[\r\n])[04]\r/;

/** The form of a result code in what was heard; `undefined` where there is none. */
export const resultForm = (heard: string): 'words' | 'numbers' | undefined =>
  WORDS.test(heard) ? 'words' : NUMBER.test(heard) ? 'numbers' : undefined;

const SENTENCE = /\$([A-Z]{2}[A-Z0-9]{3},[^\r\n$*]*)\*([0-9A-F]{2})/g;

/** Whether it holds a whole sentence of NMEA 0183, its check sum included. */
export const hasSentence = (heard: string): boolean =>
  [...heard.matchAll(SENTENCE)].some(([, body = '', sum]) => {
    const own = [...body].reduce((all, letter) => all ^ letter.charCodeAt(0), 0);
    return own === parseInt(sum ?? '', 16);
  });

/** What exchanges without an answer to AT show. */
export const classifyLine = (exchanges: readonly Exchange[]): LineState => {
  const heard = exchanges.map((one) => one.heard).join('');
  if (heard === '') return 'silent';
  if (hasSentence(heard)) return 'nmea';
  const spoken = exchanges.filter(({ said }) => said !== '');
  if (spoken.every((one) => one.heard === one.said)) return 'loopback';
  if (spoken.every((one) => sameText(one.heard, one.said))) return 'echo';
  return isReadable(heard) ? 'other' : 'noise';
};

const bare = (text: string): string => text.replace(/[\r\n]/g, '').replaceAll('^M', '');
const sameText = (one: string, other: string): boolean => bare(one) === bare(other) || bare(other) === '';

/** Letters and digits, and few others. */
const isReadable = (text: string): boolean => {
  const plain = text.replace(/[^ -~\r\n\t]/g, '').length;
  return text.length >= 3 && plain / text.length > 0.9 && /[A-Za-z]{3}/.test(text);
};

const MAX_EVIDENCE = 60;

/** What was heard, short enough for a sentence. */
export const evidenceOf = (heard: string): string => {
  const text = printable(heard.replace(/[\r\n]+/g, ' ').trim());
  return text.length > MAX_EVIDENCE ? `${text.slice(0, MAX_EVIDENCE)}…` : text;
};
