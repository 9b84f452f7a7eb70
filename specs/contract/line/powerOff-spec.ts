import { catchError, concat, ignoreElements, type Observable, timer } from 'rxjs';
import {
  a7600,
  files,
  ftp,
  http,
  identify,
  type Modem,
  type Profile,
  quectel,
  ready,
  sim7600,
  sim800,
} from '../../../lib';
import { exitCode } from '../../../lib/cli/errors/exitCode';
import { line, OK, type Said } from '../../modem/scripted';
import { counted, played, SILENT, type Part } from './played';

const server = { host: 'ftp.example.com' };
const URL = 'http://example.com/a';
const LINES = [
  'UNDER-VOLTAGE POWER DOWN',
  'OVER-VOLTAGE POWER DOWN',
  'NORMAL POWER DOWN',
  'POWERED DOWN',
  'Normal  power down',
  'UNDER_VOLTAGE POWER DOWN',
  'OVER_VOLTAGE POWER DOWN',
  'under voltage power-down',
] as const;

/** A modem that goes off at a line: it says so, and is silent from then on. */
const goingOff = (
  at: RegExp,
  says: (off: string) => readonly Said[],
  off: string,
  before: Part = () => undefined,
): Part => {
  let isOff = false;
  return (text, time) => {
    if (isOff) return SILENT;
    if (!at.test(text)) return before(text, time);
    isOff = true;
    return says(line(off));
  };
};

const silently = (off: string): readonly Said[] => [off];
const accepting = (off: string): readonly Said[] => [OK, { after: 200, say: off }];
const inWindow = (off: string): readonly Said[] => ['\r\n+HTTPREAD: 50\r\nhello\r\n', off];
const inQuectelWindow = (off: string): readonly Said[] => ['\r\nCONNECT 30\r\nhello\r\n', off];
const http50: Part = (text) =>
  text.startsWith('AT+HTTPACTION=') ? OK + line(`+HTTPACTION: ${text.slice(-1)},200,50`) : undefined;

type Case = readonly [
  name: string,
  profile: Profile,
  at: RegExp,
  says: (off: string) => readonly Said[],
  act: (modem: Modem) => Observable<unknown>,
  before?: Part,
];

const CASES: readonly Case[] = [sim800, a7600, sim7600].flatMap((profile): readonly Case[] => [
  ['HTTP, while the result is awaited', profile, /HTTPACTION/, accepting, (modem) => http.get(modem, URL)],
  ['HTTP, in place of an answer', profile, /HTTPPARA/, silently, (modem) => http.get(modem, URL)],
  ['HTTP, a POST', profile, /HTTPACTION/, accepting, (modem) => http.post(modem, { url: URL, body: '' })],
  ['HTTP, behind header fields', profile, /HTTPHEAD/, silently, (modem) => http.get(modem, URL), http50],
  ['HTTP, inside a window', profile, /HTTPREAD/, inWindow, (modem) => http.get(modem, URL), http50],
  ['a question', profile, /CGMR|CGMM/, silently, (modem) => identify(modem)],
  ['the way to the network', profile, /CPIN/, silently, (modem) => ready(modem)],
  ['files', profile, /FSCD|FSFLSIZE/, silently, (modem) => files.read(modem, 'a.txt')],
  ['FTP, at its size', profile, /FTPS?SIZE/, accepting, (modem) => ftp.get(modem, server, '/a.txt')],
  ['FTP, at a listing', profile, /FTPS?LIST/, accepting, (modem) => ftp.list(modem, server, '/')],
  ['FTP, at a deletion', profile, /FTPS?DELE/, accepting, (modem) => ftp.remove(modem, server, '/a.txt')],
  [
    'FTP, at an upload',
    profile,
    /FTPS?PUT=/,
    accepting,
    (modem) => ftp.put(modem, server, '/a.txt', 'hello'),
  ],
]);

/** The same on a Quectel, which says it in two ways. */
const QUECTEL_LINES: readonly string[] = ['NORMAL POWER DOWN', 'POWERED DOWN'];
const QUECTEL_CASES: readonly Case[] = [
  ['HTTP, while the result is awaited', quectel, /QHTTPGET/, accepting, (modem) => http.get(modem, URL)],
  ['HTTP, in place of an answer', quectel, /QHTTPCFG/, silently, (modem) => http.get(modem, URL)],
  ['HTTP, a POST', quectel, /QHTTPPOSTFILE/, accepting, (modem) => http.post(modem, { url: URL, body: 'x' })],
  ['HTTP, while the body is stored', quectel, /QHTTPREADFILE/, accepting, (modem) => http.get(modem, URL)],
  ['HTTP, inside a window', quectel, /QFREAD/, inQuectelWindow, (modem) => http.get(modem, URL)],
  ['a question', quectel, /CGMR|CGMM/, silently, (modem) => identify(modem)],
  ['the way to the network', quectel, /CPIN/, silently, (modem) => ready(modem)],
  ['files', quectel, /QFLST/, silently, (modem) => files.read(modem, 'a.txt')],
  ['FTP, at its size', quectel, /QFTPSIZE/, accepting, (modem) => ftp.get(modem, server, '/a.txt')],
  ['FTP, at a listing', quectel, /QFTPLIST/, accepting, (modem) => ftp.list(modem, server, '/')],
  ['FTP, at a deletion', quectel, /QFTPDEL/, accepting, (modem) => ftp.remove(modem, server, '/a.txt')],
  ['FTP, at an upload', quectel, /QFTPPUT=/, accepting, (modem) => ftp.put(modem, server, '/a.txt', 'hello')],
];

describe('a modem that says that it goes off ends what is open within seconds, with its line', () => {
  it.each(
    [...CASES, ...QUECTEL_CASES].map(([name, profile, at, says, act, before]) => ({
      name,
      title: profile.title,
      profile,
      at,
      says,
      act,
      before,
    })),
  )('$name, on a $title', ({ name, profile, at, says, act, before }) => {
    for (const off of profile === quectel ? QUECTEL_LINES : LINES) {
      const got = played(profile, goingOff(at, says, off, before), act);

      expect({ name, off, end: got.end }).toEqual({ name, off, end: 'reset' });
      expect(got.message).toMatch(`the modem went off (${off}); check its power supply, then switch it on`);
      expect(got.reason && exitCode(got.reason)).toBe(56);
      expect(got.endedAt).toBeLessThan(10_000);
    }
  });

  it('also between two windows, when nothing is asked', () => {
    let isOff = false;
    const part: Part = (text, time) => {
      if (isOff) return SILENT;
      if (!text.startsWith('AT+HTTPREAD'))
        return text === 'AT+HTTPACTION=0' ? OK + line('+HTTPACTION: 0,200,100') : http50(text, time);
      isOff = true;
      return [counted('+HTTPREAD: 50', 'x'.repeat(50)), { after: 1_000, say: line('NORMAL POWER DOWN') }];
    };
    const got = played(sim800, part, (modem) => http.get(modem, { url: URL, windowBytes: 50 }));

    expect({ end: got.end, message: got.message }).toEqual({
      end: 'reset',
      message: 'the modem went off (NORMAL POWER DOWN); check its power supply, then switch it on',
    });
    expect(got.endedAt).toBeLessThan(5_000);
  });

  it('and one that is switched on again works, with its start counted', () => {
    const starts: number[] = [];
    let isOff = false;
    const part: Part = (text) => {
      if (text === 'AT+CSQ' && !isOff) {
        isOff = true;
        return [line('UNDER-VOLTAGE POWER DOWN'), { after: 3_000, say: line('RDY') }];
      }
      return text === 'AT+CCLK?' ? line('+CCLK: "24/05/17,09:30:00+08"') + OK : undefined;
    };
    const got = played(sim800, part, (modem) => {
      modem.state.connection.subscribe(({ starts: count }) => starts.push(count));
      const csq = modem.sendRaw('AT+CSQ').pipe(
        ignoreElements(),
        catchError(() => timer(5_000).pipe(ignoreElements())),
      );
      return modem.keepOpen(concat(csq, modem.sendRaw('AT+CCLK?')));
    });

    expect(got.end).toBe('completed');
    expect([...new Set(starts)]).toEqual([1, 2]);
  });
});
