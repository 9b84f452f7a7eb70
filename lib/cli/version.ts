import { readFileSync } from 'node:fs';

/** Reads the package's version. */
export const version = (): string => {
  const text = readFileSync(require.resolve('rxmodem/package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
};
