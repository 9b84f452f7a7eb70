import { InvalidArgumentError, Option } from 'commander';

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

/** Makes an option that may be repeated, and gives all that it was given, in order. */
export const listOption = (flags: string, does: string): Option =>
  new Option(flags, `${does}; may be repeated`).argParser((text: string, before: readonly string[] = []) => [
    ...before,
    text,
  ]);

const anySpeed = numberOption(0.001, { fraction: true });
const speed = (text: string): number => (text === 'max' ? Infinity : anySpeed(text));

/** Makes the option for how fast a recording is played. */
export const speedOption = (): Option =>
  new Option(
    '--speed <n>',
    'how many times as fast a recording is played; max: without waiting (default: 1)',
  ).argParser(speed);
