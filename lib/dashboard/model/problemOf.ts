import { explain, ModemError } from 'rxmodem';

/** What went wrong and what to look at, in words and units for people: `20 s` where the library says `20000 ms`. */
export const problemOf = (error: unknown): string => {
  if (error instanceof ModemError) return inSeconds(explain(error.reason));
  return error instanceof Error ? error.message : String(error);
};

/** Times from a second on are in seconds, and from two minutes on in minutes. */
const inSeconds = (text: string): string =>
  text.replace(/\b(\d{4,}) ms\b/g, (_, digits: string) => {
    const seconds = Number(digits) / 1_000;
    return seconds >= 120 ? `${rounded(seconds / 60)} min` : `${rounded(seconds)} s`;
  });

const rounded = (value: number): string => String(Math.round(value * 10) / 10);
