import { InvalidArgumentError } from 'commander';

/** Makes a reader of an option's number: whole unless `fraction`, not below `least` and not above `most`. */
export const numberOption =
  (least: number, { fraction = false, most = Infinity } = {}) =>
  (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text);
    const isWithin = Number.isFinite(value) && value >= least && value <= most;
    if (!isWithin || !(fraction || Number.isInteger(value))) {
      const range = most === Infinity ? `${least} or more` : `${least} to ${most}`;
      throw new InvalidArgumentError(`it must be a ${fraction ? '' : 'whole '}number, ${range}`);
    }
    return value;
  };
