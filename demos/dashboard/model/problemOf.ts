import { explain, ModemError } from 'rxmodem';

/** What went wrong and what to look at, in words for people. */
export const problemOf = (error: unknown): string => {
  if (error instanceof ModemError) return explain(error.reason);
  return error instanceof Error ? error.message : String(error);
};
