import { fc } from '../helpers/seeded';
import { a7600, sim800 } from '../../lib';
import { httpCallOf } from '../../lib/flows/http/httpCallOf';
import { raw } from '../../lib/grammar/raw';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { commandNames } from '../../lib/mqtt/gateway/jobs/commandNames';
import { gatewayLimits } from '../../lib/mqtt/gateway/jobs/gatewayLimits';
import { deadlineOf } from '../../lib/mqtt/gateway/jobs/jobStops';
import { notAllowed } from '../../lib/mqtt/gateway/jobs/notAllowed';
import type { Message } from '../../lib/mqtt/link/message';
import { remoteOptions } from '../../lib/mqtt/remote/remoteOptions';
import type { Job } from '../../lib/mqtt/schema/job';
import { maxTimerMs } from '../../operators/timeoutPolicy';

// The allow-list reads what is written.

const send = (line: string): Job => ({ id: '1', flow: 'send', line });
const get = (url: string, more: object = {}): Job => ({ id: '1', flow: 'http', url, ...more });
const ftp = (host: string): Job => ({ id: '1', flow: 'ftp', verb: 'get', server: { host }, path: '/a' });

const lines: readonly (readonly [line: string, names: readonly string[] | undefined])[] = [
  ['', ['']],
  ['AT', ['']],
  ['  at ', ['']],
  ['+CSQ', ['+CSQ']],
  ['AT+CSQ;+CREG?;', ['+CSQ', '+CREG']],
  ['at +cs q = 1 ; +creg ?', ['+CSQ', '+CREG']],
  ['+CFUN=1,1;+CPOF', ['+CFUN', '+CPOF']],
  ['+X="a;+CFUN=0";+Y', ['+X', '+Y']],
  ['ATE0V1', ['E', 'V']],
  ['ATE0+CFUN=0', ['E', '+CFUN']],
  ['ATS0=1&F', ['S0', '&F']],
  ['ATD*99#;+CFUN=0', ['D', '+CFUN']],
  ['ATAT+CFUN=0', ['A', 'T', '+CFUN']],
  ['AT+CSQ AT+CFUN=0', undefined],
  ['+CSQ?+CFUN=0', undefined],
  ['+CSQ+CFUN=0', undefined],
  ['+X="a', undefined],
  ['+X="\\"";+CFUN=0;"', undefined],
  ['A/', undefined],
  ['+++', undefined],
  ['+CSQ\rAT+CFUN=0', undefined],
  ['+CSQ\x1a', undefined],
  ['+CSQ\u2028+CFUN=0', undefined],
];

describe('the commands of a raw line', () => {
  it.each(lines)('%j: %j', (line, names) => {
    expect(commandNames(line)).toEqual(names);
  });

  it.each([
    ['+CGSN', ['AT']],
    ['+CFUN=1,1;+CPOF', ['AT']],
    ['+CSQ;+CPOF', ['+CSQ']],
    ['E0+CPOF', ['E']],
    ['AT', ['+CSQ']],
  ])('%j is refused by %j', (line, commands) => {
    expect(notAllowed(send(line), { commands })).toBe('this raw command');
  });

  it.each([
    ['AT', ['AT']],
    ['+CSQ;+CREG?', ['+csq', 'AT+CREG']],
    ['+CSQ="+CPOF;"', ['+CSQ']],
  ])('%j is allowed by %j', (line, commands) => {
    expect(notAllowed(send(line), { commands })).toBeUndefined();
  });

  it('are read so that no line brings a command that is not listed', () => {
    const part = fc.constantFrom(
      '+CSQ',
      '+CPOF',
      ';',
      '"',
      '\\',
      '=',
      '?',
      ' ',
      'AT',
      'at',
      'E0',
      '1',
      ',',
      'A/',
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (line) => {
        if (notAllowed(send(line), { commands: ['+CSQ', 'AT'] }) !== undefined) return;
        const written = raw(line, vocabulary([], [])).text;
        const outside = written.replaceAll(/"[^"]*"/g, '').replaceAll(' ', '');
        expect(outside).toMatch(/^AT(?:;*\+CSQ(?:\?|=[^;]*)?)*;*$/i);
      }),
      { numRuns: 2_000 },
    );
  });
});

const hosts = ['example.com', '*.example.org', '127.0.0.1', '::1', 'bücher.example'];

describe('the host of a job', () => {
  it.each([
    'http://example.com:8080/',
    'http://EXAMPLE.com/a?b=http://evil.org/',
    'http://a.example.org/',
    // The URL is written as http://127.0.0.1/.
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[0:0::1]/',
    'http://xn--bcher-kva.example/',
  ])('%s is allowed', (url) => {
    expect(notAllowed(get(url), { hosts })).toBeUndefined();
  });

  it.each([
    'http://example.com@evil.org/',
    'http://evil.org\\@example.com/',
    'http://evil.org#.example.org/',
    'http://evil.org:80.example.org/',
    'http:evil.org/',
    '//example.com/',
    ' http://example.com/',
    'ftp://example.com/',
    'http://example.org/',
    'http://.example.org/',
    'http://example.com./',
    'http://2130706434/',
    'http://[::2]/',
    'http://exam\tple.com/',
  ])('%s is refused', (url) => {
    expect(notAllowed(get(url), { hosts })).toBe('this host');
  });

  it.each(['example.com', 'EXAMPLE.COM', 'a.example.org', '127.0.0.1', '::1', '[::1]'])(
    'FTP with %s is allowed',
    (host) => {
      expect(notAllowed(ftp(host), { hosts })).toBeUndefined();
    },
  );

  it.each([
    ...['2130706433', '0x7f.1', 'example.com:21', 'evil.org:21.example.org', 'evil.org;x.example.org'],
    ...['me@example.com', ' example.com', 'example.com.', 'evil.org/.example.org', 'bücher.example', ''],
  ])('FTP with %j is refused', (host) => {
    expect(notAllowed(ftp(host), { hosts })).toBe('this host');
  });

  it.each(['Host', 'host', 'HOST', ' Host', 'Host ', 'Host:', 'hOsT\t', 'Host\u0000'])(
    'can not be replaced by a field named %j',
    (name) => {
      const job = get('http://example.com/', { headers: { [name]: 'evil.org' } });
      expect(notAllowed(job, { hosts })).toBe('a Host header field');
      expect(notAllowed(job, {})).toBeUndefined();
    },
  );

  it('is the only one that is written, whatever URL and fields an allowed job has', () => {
    const piece = fc.constantFrom(
      'http://',
      'evil.org',
      'example.com',
      '@',
      ':',
      '/',
      '\\',
      '#',
      '?',
      '.',
      '80',
      ' ',
    );
    const start = fc.constantFrom('http://', 'http://example.com');
    const url = fc
      .tuple(start, fc.array(piece, { maxLength: 6 }))
      .map(([first, rest]) => first + rest.join(''));
    const name = fc.constantFrom('Host', 'host', 'X', 'User-Agent', 'Host ', 'X\\r\\nHost');
    const value = fc.constantFrom('evil.org', 'a\\r\\nHost: evil.org', 'a\\');
    const headers = fc.dictionary(name, value, { maxKeys: 3 });
    fc.assert(
      fc.property(url, headers, fc.constantFrom(sim800, a7600), (given, fields, profile) => {
        if (notAllowed(get(given, { headers: fields }), { hosts: ['example.com'] }) !== undefined) return;
        const request = { method: 'GET', url: given, headers: fields, tls: {} } as never;
        let written: readonly string[];
        try {
          written = httpCallOf(profile, request).commands.map(({ text }) => text);
        } catch {
          return;
        }
        const text = written.join('\n');
        expect(text).toMatch(/"URL","http:\/\/example\.com[:/]/);
        expect(text).not.toMatch(/(?:^|"|\\n)\s*host\s*:/im);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the deadline of a job', () => {
  const message = (expirySeconds?: number): Message => ({ expirySeconds }) as Message;
  const job = (deadlineMs?: number): Job => ({
    ...get('http://a/'),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });

  it.each([
    [undefined, undefined, 1_000, 1_000],
    [86_400_000, undefined, 1_000, 1_000],
    [500, undefined, 1_000, 500],
    [undefined, 4_294_967_295, 1_000, 1_000],
    [undefined, 4_294_967_295, Infinity, 300_000],
    [Infinity, 4_294_967_295, Infinity, maxTimerMs],
    [5_000, 2, 10_000, 2_000],
  ])('of %p, in a message of %p s, at a limit of %p: %p ms', (own, seconds, limitMs, ms) => {
    expect(deadlineOf(job(own), message(seconds), gatewayLimits({ deadlineMs: limitMs }))).toBe(ms);
  });

  it('at a client is within what a timer holds', () => {
    expect(remoteOptions({ deadlineMs: Infinity, confirmMs: 2 ** 40 })).toMatchObject({
      deadlineMs: maxTimerMs,
      confirmMs: maxTimerMs,
    });
  });
});
