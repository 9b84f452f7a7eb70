import { random } from './random';

/** When a fault strikes. */
export interface Often {
  /** Which command lines are meant: those that start so. */
  readonly during: string;
  readonly skip: number;
  readonly times: number | 'always';
  readonly chance: number;
  readonly seed: number;
}

/** Whether a line starts so, whatever its case. */
const starts = (line: string, start: string): boolean => line.toUpperCase().startsWith(start.toUpperCase());

/**
 * Tells at each occasion whether the fault strikes, in the order in which they come: the first ones may be skipped, it strikes
 * so many times, each by chance. Holds state: one a fault.
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
