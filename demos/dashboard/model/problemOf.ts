import { describe, ModemError } from 'rxmodem';

/** What went wrong and what to look at, in words for people. */
export const problemOf = (error: unknown): string => {
  if (error instanceof ModemError) return describe(error.reason);
  return error instanceof Error ? error.message : String(error);
};
