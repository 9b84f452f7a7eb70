import { random } from './random';

/** When a fault strikes, and how often. */
export interface Often {
  /** It strikes during command lines that start with this. */
  readonly during: string;
  readonly skip: number;
  readonly times: number | 'always';
  readonly chance: number;
  readonly seed: number;
}

/** Whether a line starts with a text, ignoring case. */
const starts = (line: string, start: string): boolean => line.toUpperCase().startsWith(start.toUpperCase());

/**
 * Decides at each matching command line whether the fault strikes: it skips the first `skip`, then strikes `times` times, each
 * time with the probability `chance`. Holds state: one instance per fault.
 */
export const occasions = ({ during, skip, times, chance, seed }: Often): ((line: string) => boolean) => {
  const next = random(seed);
  let skipped = 0;
  let left = times === 'always' ? Infinity : times;
  return (line) => {
    if (left === 0 || !starts(line, during)) return false;
    skipped += 1;
    if (skipped <= skip || (chance < 1 && next() >= chance)) return false;
    left -= 1;
    return true;
  };
};
