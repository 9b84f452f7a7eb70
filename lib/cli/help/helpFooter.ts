import type { Example } from '../options/verb';

/** The end of a verb's help: examples that work unchanged, and further help. */
export const helpFooter = (examples: readonly Example[], more?: string): string =>
  [
    '',
    'Examples:',
    ...examples.map(([line, does]) => `  ${line}\n      ${does}`),
    ...(more === undefined ? [] : ['', more]),
  ].join('\n');
