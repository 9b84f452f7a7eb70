import type { Utterance } from './utterance';

/**
 * Why a command was refused: plain `ERROR`, `NO CARRIER` of a call, a CME code that is told as `AT+CMEE` wishes, or a CMS code,
 * which 27.005 § 3.2.5 knows as a number only.
 */
export type Refusal = 'ERROR' | 'NO CARRIER' | number | { readonly cms: number };

/** What a handler answers: what is said before the result code, the result code, and what comes after it. */
export interface Reply {
  readonly said: readonly Utterance[];
  /** Missing where the command succeeded. */
  readonly refusal?: Refusal;
  /** Said after `OK`, with the line still held (A76XX `HTTPREAD`). */
  readonly stream?: readonly Utterance[];
  /** Done after the result code, with the line free (`HTTPACTION`). */
  readonly later?: () => void;
  /** No result code at all (`CPOWD=1`). */
  readonly mute?: true;
}

/** CME code 3: operation not allowed. */
export const NOT_ALLOWED = 3;

/** CMS codes of messages (27.005 § 3.2.5). */
export const INVALID_INDEX: Refusal = { cms: 321 };
export const NO_NETWORK: Refusal = { cms: 331 };

/** The command succeeded; says these lines before `OK`. */
export const ok = (...said: readonly Utterance[]): Reply => ({ said });

/** The command was refused. */
export const refused = (refusal: Refusal = 'ERROR'): Reply => ({ said: [], refusal });
