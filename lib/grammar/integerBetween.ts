import type { Codec } from './codec';
import { integer } from './integer';
import { invalidArgument } from './invalidArgument';

/** A whole number within limits, both inclusive; outside of them it is refused on writing and not read. */
export const integerBetween = (least: number, most: number): Codec<number> => ({
  shows: `${least}-${most}`,
  read: (field) => {
    const value = integer.read(field);
    return value !== undefined && value >= least && value <= most ? value : undefined;
  },
  write: (value, name) =>
    value >= least && value <= most
      ? integer.write(value, name)
      : invalidArgument(name, `${value} is not between ${least} and ${most}`),
});
