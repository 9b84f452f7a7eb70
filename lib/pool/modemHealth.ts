import { fitness, type FitnessFacts } from './fitness';

/** Whether a modem can be used: `ready`, `limited` (it is open and can take no flow), `down` (it is not open). */
export interface ModemHealth {
  readonly kind: 'ready' | 'limited' | 'down';
  /** Why it is not ready. */
  readonly problem?: string;
}

/**
 * The health of a modem by its states, as pools, gateways, metrics and the dashboard have it. A pure function.
 *
 *     modemHealth({ connection: { isUp: true, starts: 1 }, isAsked: true, states: { sim: { state: 'SIM PIN', isReady: false } } })
 *     ⇒ { kind: 'limited', problem: 'its SIM says SIM PIN' }
 *
 * A modem without SIM, with a SIM that waits for its PIN, that is denied or not registered, or switched off, is `limited`.
 */
export const modemHealth = (facts: FitnessFacts): ModemHealth => {
  const problem = fitness.unfit(facts);
  if (problem === undefined) return { kind: 'ready' };
  return { kind: facts.connection?.isUp ? 'limited' : 'down', problem };
};
