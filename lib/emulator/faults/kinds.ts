/** A kind of parameter value: how it is spelled, and what fits. */
export interface Kind<T> {
  /** What it takes, in words. */
  readonly takes: string;
  /** Reads it as typed. The result may still not fit. */
  read(this: void, text: string): unknown;
  write(this: void, value: T): string;
  fits(this: void, value: unknown): boolean;
}

const number = (text: string): number => (text.trim() === '' ? NaN : Number(text));
const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
/** The longest text that a fault sends. */
const MAX_CHARACTERS = 1_024;

/** A whole number. */
const whole = (least: number, most = Infinity): Kind<number> => ({
  takes: most === Infinity ? `a whole number, ${least} or more` : `a whole number, ${least} to ${most}`,
  read: number,
  write: String,
  fits: (value) => isWhole(value) && value >= least && value <= most,
});

/** How often: a number, or `always`. */
const times: Kind<number | 'always'> = {
  takes: 'a whole number, 1 or more, or always',
  read: (text) => (text === 'always' ? text : number(text)),
  write: String,
  fits: (value) => value === 'always' || (isWhole(value) && value >= 1),
};

const chance: Kind<number> = {
  takes: 'a number, 0 to 1',
  read: number,
  write: String,
  fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};

/** How a command line starts. */
const commandLine: Kind<string> = {
  takes: 'how a command line starts, AT and all: AT+HTTPREAD',
  read: (text) => text,
  write: (value) => value,
  fits: (value) => isText(value) && /^AT[ -~]*$/i.test(value),
};

const escapes: Readonly<Record<string, string>> = { r: '\r', n: '\n', '0': '\0', '\\': '\\' };

/** Bytes, each as one character. */
const characters: Kind<string> = {
  takes: 'characters of one byte; \\r \\n \\0 \\\\ \\x7f for those that cannot be typed',
  read: (text) =>
    text.replace(/\\(?:x([0-9a-f]{2})|([rn0\\]))/gi, (_, code?: string, one?: string) =>
      code === undefined
        ? (escapes[(one as string).toLowerCase()] as string)
        : String.fromCharCode(parseInt(code, 16)),
    ),
  write: (value) =>
    value
      .replaceAll('\\', '\\\\')
      .replace(/[^ -~]|,/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`),
  fits: (value) =>
    // eslint-disable-next-line no-control-regex
    isText(value) && value.length <= MAX_CHARACTERS && /^[\x00-\xff]*$/.test(value),
};

/** A list of lines, typed with `|` between them; a URC may have a second line of text after CR LF. */
const lines: Kind<readonly string[]> = {
  takes: 'lines, with | between them',
  read: (text) => text.split('|'),
  write: (value) => value.join('|'),
  fits: (value) =>
    isList(value) &&
    value.length > 0 &&
    value.every(
      (one) => isText(one) && one.length <= MAX_CHARACTERS && /^[ -{}~]+(?:\r\n[ -{}~]+)?$/.test(one),
    ),
};

/** A list of codes, typed with `|` between them. */
const codes: Kind<readonly number[]> = {
  takes: 'codes, with | between them',
  read: (text) => text.split('|').map(number),
  write: (value) => value.join('|'),
  fits: (value) =>
    isList(value) && value.length > 0 && value.every((one) => isWhole(one) && one >= 0 && one <= 999),
};

/** One or more of these words, typed with `|` between them. */
const someOf = <W extends string>(words: readonly W[]): Kind<readonly W[]> => ({
  takes: `some of ${words.join(', ')}, with | between them`,
  read: (text) => text.split('|'),
  write: (value) => value.join('|'),
  fits: (value) =>
    isList(value) && value.length > 0 && value.every((one) => (words as readonly unknown[]).includes(one)),
});

/** The kinds of values that faults take. */
export const kinds = { whole, times, chance, commandLine, characters, lines, codes, someOf };

/** Where something may be put between the lines; never inside counted bytes. */
export const URC_PLACES = [
  'before-answer',
  'after-payload',
  'before-final',
  'after-final',
  'before-result',
  'after-result',
] as const;

export type UrcPlace = (typeof URC_PLACES)[number];
