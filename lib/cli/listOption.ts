import { Option } from 'commander';

/** Makes an option that may be repeated, and gives all that it was given, in order. */
export const listOption = (flags: string, does: string): Option =>
  new Option(flags, `${does}; may be repeated`).argParser((text: string, before: readonly string[] = []) => [
    ...before,
    text,
  ]);
