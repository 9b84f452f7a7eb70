import { exitCode } from '../../../lib/cli/errors/exitCode';
import { ftpTarget } from '../../../lib/cli/requests/ftpTarget';

describe('ftpTarget', () => {
  const before = process.env['RXMODEM_FTP_PASSWORD'];
  beforeEach(() => (process.env['RXMODEM_FTP_PASSWORD'] = 'kept'));
  afterAll(() => {
    if (before === undefined) delete process.env['RXMODEM_FTP_PASSWORD'];
    else process.env['RXMODEM_FTP_PASSWORD'] = before;
  });

  it.each([
    ['ftp://h/a', { server: { host: 'h' }, path: '/a' }],
    [
      'ftp://m%65:s%40l%3At@h:2121/x/a%20b?c#d',
      { server: { host: 'h', port: 2_121, user: 'me', password: 's@l:t' }, path: '/x/a b?c' },
    ],
    ['ftp://me:a@b@h/a', { server: { host: 'h', user: 'me', password: 'a@b' }, path: '/a' }],
    ['ftp://me@h/a', { server: { host: 'h', user: 'me', password: 'kept' }, path: '/a' }],
    ['ftp://me:@h/a', { server: { host: 'h', user: 'me', password: '' }, path: '/a' }],
    ['FTPS://[::1]:990/%2Fetc/a', { server: { host: '::1', port: 990, tls: 'implicit' }, path: '/etc/a' }],
    ['ftp://h/ä%C3%A4', { server: { host: 'h' }, path: '/\u00c3\u00a4\u00c3\u00a4' }],
    ['ftp://bücher.example/a', { server: { host: 'xn--bcher-kva.example' }, path: '/a' }],
  ])('reads %s', (url, target) => {
    expect(ftpTarget(url, 'file')).toEqual({ ...target, names: 'file' });
  });

  it('takes a directory for the root where nothing is said', () => {
    expect(ftpTarget('ftp://h', 'directory')).toEqual({
      server: { host: 'h' },
      path: '/',
      names: 'directory',
    });
  });

  it('does not show what it refuses', () => {
    process.env['RXMODEM_FTP_PASSWORD'] = 'hush\r';
    expect(() => ftpTarget('ftp://me@h/a', 'file')).toThrow(
      "invalid url: its password holds the character 0x0d, which AT can't carry; correct it and try again",
    );
  });
});

describe('exitCode of FTP', () => {
  const ftp = (code: number) => exitCode({ kind: 'ftp', code });
  const cftps = (code: number, step: 'login' | 'work') => exitCode({ kind: 'cftps', code, step });

  it('knows a SIM800’s codes', () => {
    expect([61, 62, 63, 64, 71, 72, 77, 80, 84, 66].map(ftp)).toEqual([7, 6, 7, 28, 67, 67, 78, 35, 35, 1]);
  });

  it('knows an A7600’s codes, and whether the login or the work was refused', () => {
    expect([9, 12, 13, 14, 10, 5, 1].map((code) => cftps(code, 'login'))).toEqual([67, 6, 7, 7, 7, 28, 35]);
    expect([9, 4, 6, 16, 421, 5, 2].map((code) => cftps(code, 'work'))).toEqual([78, 56, 56, 56, 56, 28, 1]);
  });
});
