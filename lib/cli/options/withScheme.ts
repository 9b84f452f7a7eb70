import { CliError } from '../errors/cliError';

/** A scheme, or its slashes, that were not written out: `http:/example.com`, `//example.com`. */
const BROKEN = /^(?:(?:https?|ftps?):)?\/+/i;

/**
 * Returns a URL that has a scheme. Fails with `url` and a corrected URL otherwise.
 *
 *     withScheme('example.com', 'http')  →  … write http://example.com
 */
export const withScheme = (url: string, scheme: 'http' | 'ftp'): string => {
  if (url === '' || !/^[a-z][\w+.-]*:\/\//i.test(url))
    throw new CliError({ kind: 'url', instead: `${scheme}://${url.replace(BROKEN, '') || 'example.com/'}` });
  return url;
};

/** The `<url>` of HTTP verbs. */
export const HTTP_URL = 'http://… or https://…';

/** The `<url>` of FTP verbs. */
export const FTP_URL =
  'ftp://USER:PASSWORD@HOST:PORT/PATH, or ftps://…; RXMODEM_FTP_PASSWORD may give the password';
