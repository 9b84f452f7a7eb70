import type { Example } from '../options/verb';

/** What stands at the end of a verb's help: calls that work as they stand, and what else help tells. */
export const helpFooter = (examples: readonly Example[], more?: string): string =>
  [
    '',
    'Examples:',
    ...examples.map(([line, does]) => `  ${line}\n      ${does}`),
    ...(more === undefined ? [] : ['', more]),
  ].join('\n');
