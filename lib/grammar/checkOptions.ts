import { invalidArgument } from './errors/modemError';

/** Says what is wrong with a value of an option, or `undefined`. The sentence never holds a text: that may be a secret. */
export type Check = (value: unknown) => string | undefined;

/** The checks of a function's options, by name; a table in the table is for an option that is an object itself. */
export interface OptionChecks {
  readonly [name: string]: Check | OptionChecks;
}

/**
 * Checks options against a table, once, before anything is done with them. An option that is `undefined` has its default and is
 * not checked.
 *
 *     checkOptions({ windowBytes: 0 }, { windowBytes: is.positive })            ⇒ invalid windowBytes: 0 is not a whole number from 1 on
 *     checkOptions({ retry: { attempts: 0 } }, { retry: { attempts: is.attempts } })   ⇒ invalid retry.attempts: …
 *
 * Fails with `invalid-argument` that names the option as its user does, with the names of what it stands in. Returns what it was
 * given.
 */
export const checkOptions = <T>(given: T, checks: OptionChecks, within = ''): T => {
  if (typeof given !== 'object' || given === null)
    return invalidArgument(
      within === '' ? 'options' : within,
      `${shown(given)} is not an object with options`,
    );
  for (const name of Object.keys(checks)) {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    const check = checks[name];
    if (value === undefined || check === undefined) continue;
    const path = within === '' ? name : `${within}.${name}`;
    if (typeof check === 'object') checkOptions(value, check, path);
    else checkValue(value, check, path);
  }
  return given;
};

/** The given options over the defaults; one that is `undefined` has its default. */
export const withDefaults = <D extends object, T extends object>(defaults: D, given: T): D & T => {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(known) as T) };
};

/** Checks one argument. Fails with `invalid-argument` of that name. */
export const checkValue = <T>(value: T, check: Check, name: string): T => {
  const problem = check(value);
  return problem === undefined ? value : invalidArgument(name, problem);
};

/** The longest time that a timer takes, almost 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A value for people: numbers as they are, of anything else its type. */
const shown = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null) return String(value);
  return `a ${Array.isArray(value) ? 'list' : typeof value}`;
};

const number =
  (isRight: (value: number) => boolean, words: string): Check =>
  (value) =>
    typeof value === 'number' && isRight(value) ? undefined : `${shown(value)} is not ${words}`;

const type =
  (name: string, words: string): Check =>
  (value) =>
    typeof value === name ? undefined : `${shown(value)} is not ${words}`;

/** The kinds of options. */
export const is = Object.freeze({
  /** A number of bytes or of things, 0 included. */
  count: number((value) => Number.isSafeInteger(value) && value >= 0, 'a whole number from 0 on'),
  /** A size, or a number of things of which there must be one. */
  positive: number((value) => Number.isSafeInteger(value) && value >= 1, 'a whole number from 1 on'),
  /** A number of tries. */
  attempts: number(
    (value) => value === Infinity || (Number.isSafeInteger(value) && value >= 1),
    'a whole number from 1 on, or Infinity',
  ),
  /** A number of repetitions: 0 for none. */
  repeats: number(
    (value) => value === Infinity || (Number.isSafeInteger(value) && value >= 0),
    'a whole number from 0 on, or Infinity',
  ),
  /** A time that something takes or lasts. */
  ms: number(
    (value) => value >= 0 && value <= MAX_TIMER_MS,
    `a number of milliseconds from 0 to ${MAX_TIMER_MS}`,
  ),
  /** A limit: what is longer than a timer takes, and `Infinity`, is none. */
  limitMs: number((value) => value >= 0, 'a number of milliseconds from 0 on, or Infinity'),
  /** A time between two events: 0 would leave no time for anything else. */
  intervalMs: number((value) => value >= 1, 'a number of milliseconds from 1 on'),
  /** Whole seconds. */
  seconds: number(
    (value) => Number.isSafeInteger(value) && value >= 0,
    'a whole number of seconds from 0 on',
  ),
  /** A factor. */
  factor: number((value) => value > 0, 'above 0'),
  port: number((value) => Number.isInteger(value) && value >= 1 && value <= 65_535, 'between 1 and 65535'),
  flag: type('boolean', 'true or false'),
  text: type('string', 'a text'),
  /** A URL as text, or as a `URL`. */
  url: (value: unknown) =>
    typeof value === 'string' || value instanceof URL
      ? undefined
      : `${shown(value)} is neither a text nor a URL`,
  call: type('function', 'a function'),
  /** A text that is not empty. */
  name: (value: unknown) =>
    typeof value !== 'string'
      ? `${shown(value)} is not a text`
      : value.trim() === ''
        ? 'it is empty'
        : undefined,
  bytes: (value: unknown) =>
    value instanceof Uint8Array ? undefined : `${shown(value)} is not a Uint8Array`,
  oneOf:
    (...words: readonly unknown[]): Check =>
    (value) =>
      words.includes(value) ? undefined : `it is none of ${words.map((word) => String(word)).join(', ')}`,
  listOf:
    (check: Check): Check =>
    (value) =>
      Array.isArray(value)
        ? value.map(check).find((problem) => problem !== undefined)
        : `${shown(value)} is not a list`,
  /** Names with values: header fields. */
  texts: (value: unknown) => {
    if (typeof value !== 'object' || value === null) return `${shown(value)} is not an object`;
    // A `Headers` or a `Map` has no names of its own: its fields would be left out.
    if (Symbol.iterator in value) return 'it is a list, not an object; use Object.fromEntries';
    const [name] = Object.entries(value).find(([, one]) => typeof one !== 'string') ?? [];
    return name === undefined ? undefined : `the value of ${JSON.stringify(name)} is not a text`;
  },
  either:
    (...checks: readonly Check[]): Check =>
    (value) => {
      const problems = checks.map((check) => check(value));
      return problems.includes(undefined) ? undefined : problems.at(-1);
    },
});

/** The options of every retry policy. */
export const RETRY_CHECKS: OptionChecks = Object.freeze({
  attempts: is.attempts,
  delay: is.either(is.call, is.ms),
  when: is.call,
});

/** The options of every timeout policy. */
export const TIMEOUT_CHECKS: OptionChecks = Object.freeze({
  firstMs: is.limitMs,
  eachMs: is.limitMs,
  totalMs: is.limitMs,
});
