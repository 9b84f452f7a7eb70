import { CliError } from './cliError';

/**
 * Gives a URL back, where it has a scheme; else fails with `url`, and says how it is written.
 *
 *     schemed('example.com', 'http')  →  … write http://example.com
 */
export const schemed = (url: string, scheme: 'http' | 'ftp'): string => {
  if (url === '' || !/^[a-z][\w+.-]*:\/\//i.test(url))
    throw new CliError({ kind: 'url', instead: `${scheme}://${url === '' ? 'example.com/' : url}` });
  return url;
};
