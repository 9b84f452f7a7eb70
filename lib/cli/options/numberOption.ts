import { InvalidArgumentError, Option } from 'commander';

/** A parser for a number: whole unless `fraction`, from `min` to `max`. */
export const numberOption =
  (min: number, { fraction = false, max = Infinity } = {}) =>
  (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text);
    const isWithin = Number.isFinite(value) && value >= min && value <= max;
    if (!isWithin || !(fraction || Number.isInteger(value))) {
      const range = max === Infinity ? `${min} or more` : `${min} to ${max}`;
      throw new InvalidArgumentError(`it must be a ${fraction ? '' : 'whole '}number, ${range}`);
    }
    return value;
  };

const anyBaud = numberOption(1);
const baud = (text: string): number | 'auto' => (text === 'auto' ? text : anyBaud(text));

/** The option for the line rate. */
export const baudOption = (does: string): Option => new Option('--baud <rate>', does).argParser(baud);

/** An option that may be repeated. Its value is the list of all values, in order. */
export const listOption = (flags: string, does: string): Option =>
  new Option(flags, `${does}; may be repeated`).argParser((text: string, before: readonly string[] = []) => [
    ...before,
    text,
  ]);

const anySpeed = numberOption(0.001, { fraction: true });
const speed = (text: string): number => (text === 'max' ? Infinity : anySpeed(text));

/** The option for the speed of a replay. */
export const speedOption = (): Option =>
  new Option('--speed <n>', 'speed factor of a replay; max: without waiting (default: 1)').argParser(speed);
