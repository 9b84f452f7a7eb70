import type { Observable } from 'rxjs';
import {
  a7600,
  collect,
  files,
  ftp,
  http,
  type Modem,
  type Profile,
  quectel,
  sim7600,
  sim800,
} from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { counted, played, type Part } from './played';
import { responseOf, usualQuectel } from './usualQuectel';

const URL = 'http://example.com/a';
const server = { host: 'ftp.example.com' };
const ONCE = { attempts: 1, delay: 0 } as const;
const ALL: readonly Profile[] = [sim800, a7600, sim7600];
const HEAD = 'HTTP/1.1 200 OK\r\nETag: "a"\r\n\r\n';

const windowOf = (profile: Profile, body: string): string =>
  profile === sim800
    ? counted(`+HTTPREAD: ${body.length}`, body)
    : `${OK}\r\n+HTTPREAD: ${body.length}\r\n${body}\r\n+HTTPREAD: 0\r\n`;

/** A GET of 200 bytes, with some answers of the spec's own. */
const getOf =
  (profile: Profile, more: Part): Part =>
  (text, time) => {
    const own = more(text, time);
    if (own !== undefined) return own;
    if (text.startsWith('AT+HTTPACTION=')) return OK + line(`+HTTPACTION: ${text.slice(-1)},200,200`);
    if (text === 'AT+HTTPHEAD') return line('ERROR');
    return text.startsWith('AT+HTTPREAD=') ? windowOf(profile, 'x'.repeat(200)) : undefined;
  };

type Case = readonly [
  name: string,
  profile: Profile,
  at: string,
  begins: string,
  act: (modem: Modem) => Observable<unknown>,
];

const CASES: readonly Case[] = [
  [
    'HTTPREAD',
    sim800,
    'AT+HTTPREAD=',
    '\r\n+HTTPREAD: 200\r\n',
    (modem) => http.get(modem, { url: URL, retry: ONCE, resume: false }),
  ],
  [
    'HTTPREAD',
    a7600,
    'AT+HTTPREAD=',
    `${OK}\r\n+HTTPREAD: 200\r\n`,
    (modem) => http.get(modem, { url: URL, retry: ONCE, resume: false }),
  ],
  [
    'HTTPREAD',
    sim7600,
    'AT+HTTPREAD=',
    `${OK}\r\n+HTTPREAD: DATA,200\r\n`,
    (modem) => http.get(modem, { url: URL, retry: ONCE, resume: false }),
  ],
  ['FSREAD', sim800, 'AT+FSREAD=', '\r\n', (modem) => files.read(modem, 'a.txt')],
  ['CFTRANTX', a7600, 'AT+CFTRANTX=', '\r\n+CFTRANTX: DATA,200\r\n', (modem) => files.read(modem, 'a.txt')],
  [
    'FTPGET',
    sim800,
    'AT+FTPGET=2,',
    '\r\n+FTPGET: 2,200\r\n',
    (modem) => ftp.get(modem, server, '/a', { way: 'windows', retry: ONCE }),
  ],
  [
    'CFTPSGET',
    a7600,
    'AT+CFTPSGET=',
    `${OK}\r\n+CFTPSGET: DATA,200\r\n`,
    (modem) => ftp.get(modem, server, '/a', { way: 'windows', retry: ONCE }),
  ],
  [
    'QFREAD of a response',
    quectel,
    'AT+QFREAD=',
    '\r\nCONNECT 200\r\n',
    (modem) => http.get(modem, { url: URL, retry: ONCE, resume: false }),
  ],
  ['QFREAD', quectel, 'AT+QFREAD=', '\r\nCONNECT 200\r\n', (modem) => files.read(modem, 'a.txt')],
  [
    'QFTPGET',
    quectel,
    'AT+QFTPGET=',
    '\r\nCONNECT\r\n',
    (modem) => ftp.get(modem, server, '/a', { way: 'windows', retry: ONCE }),
  ],
  [
    'CFTPSLIST',
    a7600,
    'AT+CFTPSLIST=',
    `${OK}\r\n+CFTPSLIST: DATA,200\r\n`,
    (modem) => ftp.list(modem, server, '/', { retry: ONCE }),
  ],
];

/** What comes before the counted bytes. */
const before = (profile: Profile): Part => {
  const usual = usualQuectel({
    response: responseOf('x'.repeat(200)),
    files: { 'a.txt': 'x'.repeat(200) },
  });
  return (text) => {
    if (profile === quectel)
      return text.startsWith('AT+QFTPSIZE') ? OK + line('+QFTPSIZE: 0,200') : usual(text);
    if (text.startsWith('AT+FSFLSIZE=')) return line('+FSFLSIZE: 200') + OK;
    if (text.startsWith('AT+FSATTRI=')) return line('+FSATTRI: 200') + OK;
    if (text.startsWith('AT+FSCD=')) return line('+FSCD: C:/') + OK;
    if (text === 'AT+FTPSIZE') return OK + line('+FTPSIZE: 1,0,200');
    if (text.startsWith('AT+CFTPSSIZE=')) return OK + line('+CFTPSSIZE: 200');
    if (text === 'AT+FTPGET=1') return OK + line('+FTPGET: 1,1');
    return getOf(profile, () => undefined)(text, 1);
  };
};

const stalling = (profile: Profile, at: string, says: readonly Said[]): Part => {
  const usual = before(profile);
  return (text, time) => (text.startsWith(at) ? says : usual(text, time));
};

describe('bytes that were announced are waited for by seconds, in', () => {
  it.each(
    CASES.map(([name, profile, at, begins, act]) => ({
      name,
      title: profile.title,
      profile,
      at,
      begins,
      act,
    })),
  )('$name on a $title: in the middle, and behind the last', ({ name, profile, at, begins, act }) => {
    for (const body of ['x'.repeat(60), 'x'.repeat(199)]) {
      const got = played(profile, stalling(profile, at, [begins + body]), act);

      expect({ name, end: got.end }).toEqual({
        name,
        end: expect.stringMatching(/^(timeout|corrupt)/) as string,
      });
      expect(got.endedAt).toBeLessThan(45_000);
    }
  });

  it.each(
    CASES.map(([name, profile, at, begins, act]) => ({
      name,
      title: profile.title,
      profile,
      at,
      begins,
      act,
    })),
  )('$name on a $title: boot lines among them that stall are a restart', ({ profile, at, begins, act }) => {
    const boot = profile === sim800 || profile === quectel ? 'RDY' : '*ATREADY: 1';
    for (const says of [`${'x'.repeat(60)}\r\n${boot}\r\n\r\n+CPIN: READY\r\n`, `\r\n${boot}\r\n`]) {
      const got = played(profile, stalling(profile, at, [begins + says]), act);

      expect({ end: got.end, reason: got.reason }).toEqual({
        end: 'reset',
        reason: { kind: 'reset', line: boot },
      });
      expect(got.endedAt).toBeLessThan(30_000);
    }
  });

  it('takes a body with such a line for a body where its bytes come', () => {
    const body = `${'x'.repeat(60)}\r\nRDY\r\n`.padEnd(200, 'y');
    const got = played(
      sim800,
      getOf(sim800, (text) => (text.startsWith('AT+HTTPREAD=') ? windowOf(sim800, body) : undefined)),
      (modem) => http.get(modem, URL).pipe(collect()),
    );

    expect(got.values[0]?.text()).toBe(body);
  });
});

const HEADS: Readonly<Record<string, readonly Said[]>> = {
  refused: [line('ERROR')],
  'refused with a code': [line('+CME ERROR: 3')],
  silent: [],
  nonsense: [OK],
  'an answer of something else': [line('+FOO: 1') + OK],
  'an undeclared length': [line('+HTTPHEAD: many') + OK],
  'counted, with its OK lost': [`\r\n+HTTPHEAD: ${HEAD.length}\r\n${HEAD}`],
  'cut off': [`\r\n+HTTPHEAD: ${HEAD.length}\r\n${HEAD.slice(0, 9)}`],
  'cut out of the middle': [`\r\n+HTTPHEAD: ${HEAD.length}\r\n${HEAD.slice(9)}${OK}`],
};

describe.each(ALL)('header fields on a $title', (profile) => {
  it.each(Object.entries(HEADS))('that are %s cost no response', (_, says) => {
    for (const method of ['GET', 'POST'] as const) {
      const part = getOf(profile, (text) => (text === 'AT+HTTPHEAD' ? says : undefined));
      const got = played(profile, part, (modem) =>
        http
          .request(modem, { method, url: URL, ...(method === 'POST' ? { body: 'x' } : {}) })
          .pipe(collect()),
      );

      expect({ end: got.end, bytes: got.values[0]?.bytes.length }).toEqual({ end: 'completed', bytes: 200 });
      expect(got.endedAt).toBeLessThan(30_000);
      expect(got.written.filter((text) => text.startsWith('AT+HTTPACTION'))).toHaveLength(1);
    }
  });
});
