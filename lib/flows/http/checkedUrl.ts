import { invalidArgument } from '../../grammar/errors/modemError';

/* eslint-disable-next-line no-control-regex -- control characters are what it looks for */
const UNSAFE = /[\u0000-\u0020"<>\\^`{|}\u007f]/g;
const SPLIT = /^(https?):\/\/([^/?#]*)([^#]*)/is;
/* eslint-disable-next-line no-control-regex -- control characters are what it looks for */
const BAD_HOST = /[\u0000-\u0020"'<>\\^`{|}\u007f@%,]/;

const encoded = (mark: string): string =>
  `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * Makes a URL that can stand in an AT command: quotes, blanks and control characters are percent-encoded where a URL allows
 * it, in path and query; the fragment, which no server sees, is left out.
 *
 *     http://example.com/a "b"#c  →  http://example.com/a%20%22b%22
 *
 * Fails with `invalid-argument` named `url` where the scheme is not http or https, the host holds what no host can, or it
 * carries user and password: those belong in a header field.
 */
export const checkedUrl = (url: string | URL): string => {
  const [, scheme, authority, rest] = SPLIT.exec(String(url)) ?? [];
  if (scheme === undefined || authority === undefined)
    return invalidArgument('url', 'it must begin with http:// or https://');
  if (authority.includes('@'))
    return invalidArgument('url', 'it carries a user name; put it into a header field instead');
  if (authority === '' || BAD_HOST.test(authority))
    return invalidArgument('url', 'its host is missing or holds what no host can');
  const path = (rest ?? '').replace(UNSAFE, encoded);
  try {
    return new URL(`${scheme.toLowerCase()}://${authority}${path.startsWith('/') ? path : `/${path}`}`).href;
  } catch {
    return invalidArgument('url', 'its host or port can not be read');
  }
};
