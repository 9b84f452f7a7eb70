import { InvalidArgumentError } from 'commander';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
const DURATION = /^(\d+(?:\.\d+)?)([smhdw])$/;

/** A parser for a duration with its unit, in milliseconds: `90s`, `30m`, `1h`, `2d`, `1w`. */
export const durationOption = (text: string): number => {
  const [, count, unit = ''] = DURATION.exec(text.trim()) ?? [];
  const ms = Number(count) * (SECONDS[unit] ?? Number.NaN) * 1_000;
  if (Number.isFinite(ms) && ms > 0) return ms;
  throw new InvalidArgumentError('it must be a number with its unit, s, m, h, d or w: 1h');
};
