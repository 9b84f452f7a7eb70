import { InvalidArgumentError } from 'commander';

/** Makes a reader of an option's number: whole unless `fraction`, and not below `least`. */
export const numberOption =
  (least: number, { fraction = false } = {}) =>
  (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (!Number.isFinite(value) || value < least || !(fraction || Number.isInteger(value))) {
      throw new InvalidArgumentError(`it must be a ${fraction ? '' : 'whole '}number, ${least} or more`);
    }
    return value;
  };
