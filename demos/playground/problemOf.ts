import { explain, ModemError } from 'rxmodem';

/** What went wrong and what to do, in words. */
export const problemOf = (error: unknown): string =>
  error instanceof ModemError
    ? explain(error.reason)
    : error instanceof Error
      ? error.message
      : String(error);
