import { CliError } from '../errors/cliError';

/**
 * Gives a URL back, where it has a scheme; else fails with `url`, and says how it is written.
 *
 *     schemed('example.com', 'http')  →  … write http://example.com
 */
export const withScheme = (url: string, scheme: 'http' | 'ftp'): string => {
  if (url === '' || !/^[a-z][\w+.-]*:\/\//i.test(url))
    throw new CliError({ kind: 'url', instead: `${scheme}://${url === '' ? 'example.com/' : url}` });
  return url;
};

/** What a `<url>` is to the verbs of HTTP. */
export const HTTP_URL = 'where it is: http://… or https://…';

/** What a `<url>` is to the verbs of FTP. */
export const FTP_URL =
  'ftp://USER:PASSWORD@HOST:PORT/PATH, or ftps://…; the password may come from RXMODEM_FTP_PASSWORD';
