import { domainToASCII } from 'node:url';
import { type FtpServer, ModemError } from 'rxmodem';
import { withScheme } from '../options/withScheme';

/** The server and the path (from its root) that an FTP URL names. */
export interface FtpTarget {
  readonly server: FtpServer;
  readonly path: string;
  /** What the path must name. */
  readonly names: keyof typeof NAMES;
}

const SPLIT = /^(ftps?):\/\/([^/?#]*)([^#]*)/is;
const HOST = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::(\d{0,5}))?$/i;
/* eslint-disable-next-line no-control-regex -- control characters are what it looks for */
const BAD_HOST = /[\u0000-\u0020"'<>\\^`{|}\u007f@%,]/;
/* eslint-disable-next-line no-control-regex -- control characters are what it looks for */
const UNSPELLABLE = /[\u0000-\u001f"\u007f]/;
const MAX_PORT = 65_535;

const wrong = (problem: string): ModemError =>
  new ModemError({ kind: 'invalid-argument', name: 'url', problem });

/** Text as its bytes in UTF-8, each byte a character: AT carries bytes, and servers expect names in UTF-8. */
const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Refuses characters that would end the field or the line, and never shows the text. */
const fitting = (text: string, part: string): string => {
  const found = UNSPELLABLE.exec(text)?.[0];
  if (found === undefined) return text;
  const code = found.charCodeAt(0).toString(16).padStart(2, '0');
  throw wrong(`its ${part} holds the character 0x${code}, which AT can't carry`);
};

/** Undoes percent-encoding. */
const decoded = (text: string, part: string): string => {
  if (/%(?![\da-f]{2})/i.test(text))
    throw wrong(`its ${part} has a % without two hex digits, which is written %25`);
  const bytes = bytesOf(text).replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return fitting(bytes, part);
};

const hostAndPort = (text: string): Pick<FtpServer, 'host' | 'port'> => {
  const [, bracketed, plain = '', digits = ''] = HOST.exec(text) ?? [];
  const host = bracketed ?? (/[^\0-\x7f]/.test(plain) ? domainToASCII(plain) : plain);
  const port = Number(digits);
  if (host === '' || BAD_HOST.test(host) || port > MAX_PORT || (digits !== '' && port === 0))
    throw wrong(
      'its host or port can not be read, and in user and password / ? # @ are written %2F %3F %23 %40',
    );
  return { host, ...(digits !== '' && { port }) };
};

/** The password of the environment is used only with a user in the URL, so that it is never sent with an anonymous login. */
const loginOf = (text: string | undefined, secret: string | undefined): Partial<FtpServer> => {
  const [, name = '', given] = /^([^:]*)(?::(.*))?$/s.exec(text ?? '') ?? [];
  const user = decoded(name, 'user');
  const kept = secret === undefined || user === '' ? undefined : fitting(bytesOf(secret), 'password');
  const password = given === undefined ? kept : decoded(given, 'password');
  return { ...(user && { user }), ...(password !== undefined && { password }) };
};

/** What the path of a verb must name. */
const NAMES = {
  file: { fits: (path: string) => !/\/\.{0,2}$/.test(path), problem: 'it names no file' },
  'new or empty directory': { fits: (path: string) => /[^/]/.test(path), problem: 'it names no directory' },
  directory: { fits: () => true, problem: '' },
} as const;

/**
 * Reads an FTP URL.
 *
 *     ftp://me:s%40lt@example.com:2121/logs/a%20b.csv  →  { server: { host, port, user, password }, path: '/logs/a b.csv' }
 *     ftps://example.com/                              →  the same, with TLS from the start
 *
 * A URL with a user and no password gets the password of `RXMODEM_FTP_PASSWORD`. Fails with `url` if the scheme is missing,
 * and with `invalid-argument` named `url`, which shows no part of it, if it is no URL or contains characters that could
 * leave their field.
 */
export const ftpTarget = (url: string, names: keyof typeof NAMES): FtpTarget => {
  const [, scheme, authority, rest = ''] = SPLIT.exec(withScheme(url, 'ftp')) ?? [];
  if (scheme === undefined || authority === undefined) throw wrong('it must begin with ftp:// or ftps://');
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? undefined : authority.slice(0, at);
  const path = decoded(rest, 'path').replace(/^\/*/, '/');
  const { fits, problem } = NAMES[names];
  if (!fits(path)) throw wrong(problem);
  return {
    server: {
      ...hostAndPort(authority.slice(at + 1)),
      ...loginOf(user, process.env['RXMODEM_FTP_PASSWORD']),
      ...(scheme.toLowerCase() === 'ftps' && { tls: 'implicit' }),
    },
    path,
    names,
  };
};
