import type { Settled } from '../../grammar/settled';
import { is, type OptionChecks } from '../../grammar/checkOptions';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { StageName } from '../../dialects/networkDialect';

/** What `ready` is to reach, and how patient it is. The fields of `Access` name the access point. */
export interface ReadyOptions extends ApnSettings {
  /** Entered where the SIM waits for one. One that was refused is never entered again at the same transport. */
  readonly pin?: string | undefined;
  /** Which stages are gone through, in the chart’s order. Default: all that the family has. */
  readonly stages?: readonly StageName[] | undefined;
  /**
   * Whether registration for calls (`CREG`) is needed. Default: no; it is waited for only until there is registration for data,
   * since a SIM for data may never register for calls.
   */
  readonly needsCalls?: boolean | undefined;
  /** How long the SIM may take to be identified. Default 20 s, as the A7600 HTTP(S) note’s § 1.4 has it. */
  readonly simWithinMs?: number | undefined;
  /** How long signal, each registration, system and attachment may take, each. Default 60 s. */
  readonly registrationWithinMs?: number | undefined;
  /** How long a bearer that can’t be opened is tried again. Default 15 s; the answer to a command in flight is awaited. */
  readonly bearerWithinMs?: number | undefined;
  /** How often the module is restarted where a stage does not pass in its time, as the chart has it. Default 1; 0: never. */
  readonly restarts?: number | undefined;
  /** How often to ask for what no URC reports: signal, system, attachment. Default 2 s. */
  readonly pollMs?: number | undefined;
  /** How often to ask in spite of URCs (SIM, registration), and how often the bearer is tried. Default 5 s. */
  readonly fallbackPollMs?: number | undefined;
  /** For all of it, restarts included. A command in flight has 10 s more. Default 300 s. */
  readonly totalMs?: number | undefined;
}

/** What is not said by the access point’s names, settled. */
export type ReadyLimits = Settled<
  Pick<
    ReadyOptions,
    | 'needsCalls'
    | 'simWithinMs'
    | 'registrationWithinMs'
    | 'bearerWithinMs'
    | 'restarts'
    | 'pollMs'
    | 'fallbackPollMs'
    | 'totalMs'
  >
>;

/** The checks of the options. */
export const READY_CHECKS: OptionChecks = Object.freeze({
  pin: is.text,
  stages: is.listOf(is.text),
  apn: is.text,
  user: is.text,
  password: is.text,
  needsCalls: is.flag,
  simWithinMs: is.limitMs,
  registrationWithinMs: is.limitMs,
  bearerWithinMs: is.limitMs,
  restarts: is.repeats,
  pollMs: is.intervalMs,
  fallbackPollMs: is.intervalMs,
  totalMs: is.limitMs,
});

/** The defaults. */
export const readyDefaults: ReadyLimits = Object.freeze({
  needsCalls: false,
  simWithinMs: 20_000,
  registrationWithinMs: 60_000,
  bearerWithinMs: 15_000,
  restarts: 1,
  pollMs: 2_000,
  fallbackPollMs: 5_000,
  totalMs: 300_000,
});
