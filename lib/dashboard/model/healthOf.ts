import { modemHealth } from 'rxmodem';
import type { ModemFace } from './board';

/** Whether a modem can be used; `starting` while nothing is known of it yet. */
export interface FaceHealth {
  readonly kind: 'ready' | 'limited' | 'down' | 'starting';
  /** Why it is not ready, for people. */
  readonly why?: string;
}

/** The order in which modems are looked at: trouble first. */
export const HEALTHS = ['down', 'limited', 'starting', 'ready'] as const;

/**
 * The health of a modem on the board: by the rule that pools, gateways and metrics use, and behind a broker by what its gateway
 * says.
 *
 *     SIM PIN                 limited   The SIM waits for its PIN.
 *     registration denied     limited   The network denies it.
 *     its port is gone        down
 */
export const healthOf = (face: ModemFace): FaceHealth => {
  const { connection, states, isFit, problem } = face;
  if (connection === 'connecting') return { kind: 'starting' };
  if (connection !== 'connected') return down(face);
  if (isFit !== undefined) return isFit ? { kind: 'ready' } : limited(face, problem);
  const isAsked = states.registration !== undefined;
  if (!isAsked && states.sim === undefined) return { kind: 'starting' };
  const { kind, problem: why } = modemHealth({ connection: { isUp: true, starts: 1 }, isAsked, states });
  return kind === 'ready' ? { kind } : limited(face, why);
};

const down = ({ connection, problem }: ModemFace): FaceHealth => ({
  kind: 'down',
  why: problem
    ? sentence(problem)
    : connection === 'reconnecting'
      ? 'Its port went away.'
      : 'It can not be reached.',
});

/** 27.007 § 7.2. */
const STATUSES: Readonly<Record<number, string>> = {
  0: 'Not registered.',
  2: 'Searching a network.',
  3: 'The network denies it.',
  4: 'Its registration is unknown.',
};

const SIMS: readonly (readonly [state: RegExp, words: string])[] = [
  [/^SIM PIN$/, 'The SIM waits for its PIN.'],
  [/^SIM PUK$/, 'The SIM is blocked and waits for its PUK.'],
  [/not inserted|absent/i, 'No SIM.'],
  [/removed/i, 'The SIM was removed.'],
];

const simWords = (state: string): string =>
  SIMS.find(([form]) => form.test(state))?.[1] ?? `The SIM says ${state}.`;

/** A sentence of the library as one of a page. */
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

const limited = ({ states: { power, sim, registration } }: ModemFace, problem?: string): FaceHealth => {
  if (power && /^(?:off|charge-only)$/.test(power.state))
    return { kind: 'limited', why: `Its power is ${power.state}.` };
  if (sim && !sim.isReady) return { kind: 'limited', why: simWords(sim.state) };
  const status = registration?.isRegistered === false ? STATUSES[registration.status] : undefined;
  const why = status ?? (problem && sentence(problem));
  return { kind: 'limited', ...(why !== undefined && { why }) };
};
