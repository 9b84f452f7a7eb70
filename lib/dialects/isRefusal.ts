import { ModemError } from '../grammar/modemError';

/** Tells a plain no of the modem (`ERROR`, `+CME ERROR`) from silence, a restart and a lost port. */
export const isRefusal = (error: unknown): error is ModemError =>
  error instanceof ModemError && (error.reason.kind === 'refused' || error.reason.kind === 'cme');
