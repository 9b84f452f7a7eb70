import { Option } from 'commander';
import { numberOption } from './numberOption';

const anySpeed = numberOption(0.001, { fraction: true });
const speed = (text: string): number => (text === 'max' ? Infinity : anySpeed(text));

/** Makes the option for how fast a recording is played. */
export const speedOption = (): Option =>
  new Option(
    '--speed <n>',
    'how many times as fast a recording is played; max: without waiting (default: 1)',
  ).argParser(speed);
