import { ModemError } from '../grammar/modemError';

/** Tells whether what was said came to nothing, but the modem will be there: it restarted, or is connected again. */
export const isInterruption = (error: unknown): error is ModemError =>
  error instanceof ModemError &&
  (error.reason.kind === 'reset' || (error.reason.kind === 'closed' && error.reason.reconnects === true));
