import { ModemError } from '../grammar/modemError';

/** Tells bytes that were lost on the line, or that never came, from all other failures. */
export const isDamage = (error: unknown): boolean =>
  error instanceof ModemError &&
  (error.reason.kind === 'corrupt' || (error.reason.kind === 'timeout' && error.reason.phase === 'answer'));
