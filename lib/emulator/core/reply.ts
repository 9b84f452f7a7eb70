import type { Utterance } from './utterance';

/**
 * Why a command was refused: plain `ERROR`, `NO CARRIER` of a call, a CME code (printed as `AT+CMEE` selects), or a CMS code, for
 * which 27.005 § 3.2.5 has numbers only.
 */
export type Refusal = 'ERROR' | 'NO CARRIER' | number | { readonly cms: number };

/** The answer of a handler: the lines before the result code, the result code, and what follows it. */
export interface Reply {
  readonly said: readonly Utterance[];
  /** Missing if the command succeeded. */
  readonly refusal?: Refusal;
  /** Said after `OK`, while the line is still busy (A76XX `HTTPREAD`). */
  readonly stream?: readonly Utterance[];
  /** Runs after the result code, when the line is free (`HTTPACTION`). */
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
