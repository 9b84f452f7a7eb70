/** A command line as it is typed with the echo off and CMEE=0, and the lines that answer it, blank ones left out. */
export type Form = readonly [typed: string, ...answered: readonly string[]];

/** A setting: it is tested, written, read and refused. */
export const setting = (
  name: string,
  test: string,
  initial: string,
  written: string,
  refused: string,
): readonly Form[] => [
  [`AT${name}=?`, `${name}: ${test}`, 'OK'],
  [`AT${name}?`, `${name}: ${initial}`, 'OK'],
  [`AT${name}=${written};${name}?`, `${name}: ${written}`, 'OK'],
  [`AT${name}=${refused}`, 'ERROR'],
];

/** Commands whose test answers OK alone. */
export const testsAlone = (...names: readonly string[]): readonly Form[] =>
  names.map((name): Form => [`AT${name}=?`, 'OK']);
