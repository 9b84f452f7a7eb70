import { ModemError } from '../../grammar/modemError';
import type { Reason } from '../../grammar/reason';

/** What is no failure of a modem's is a mistake of the library's: the job fails, the gateway goes on. */
export const reasonOf = (error: unknown, what: string): Reason =>
  error instanceof ModemError ? error.reason : { kind: 'unreadable', command: what, line: String(error) };
