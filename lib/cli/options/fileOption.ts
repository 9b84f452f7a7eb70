import { InvalidArgumentError, Option } from 'commander';

const named = (file: string): string => {
  if (file === '') throw new InvalidArgumentError('it must name a file');
  return file;
};

/** Makes an option whose value names a file. */
export const fileOption = (flags: string, does: string): Option => new Option(flags, does).argParser(named);
