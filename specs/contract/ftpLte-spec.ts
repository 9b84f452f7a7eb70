import { delay, map, type Observable, of, switchMap, take, takeUntil, timer, toArray } from 'rxjs';
import { a7600, ftp, type FtpWay, type Profile, quectel, sim7600 } from '../../lib';
import { type Fault, faults, type EmulatorSettings } from '../../lib/emulator';
import type { Modem } from '../../lib/modem/modem';
import { joinBytes } from '../../operators/joinBytes';
import { everyNth, fullOr } from '../helpers/thin';
import { lookAlike, patterned, repeated } from '../modem/bodies';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { isSame } from './asking';
import { bothWays, bytesOf, casesOf, mannersOf, PATH, UPLOADED, ways, withFile } from './ftpCases';
import { ftpDesk, PASSWORD, server, type FtpDesk } from './ftpDesk';

type Bytes = Uint8Array;

const ftpLookAlike = repeated(
  joinBytes([
    lookAlike,
    new TextEncoder().encode(
      '\r\n+CFTPSGET: DATA,5\r\n\r\n+CFTPSGET: 0\r\n\r\n+CFTPSPUT: 9\r\n> ' +
        '\r\nCONNECT\r\n\r\n+QFTPGET: 0,5\r\n\r\n+QFTPPUT: 0,9\r\nCONNECT 7\r\n\r\n+CME ERROR: 603\r\n',
    ),
  ]),
  5_000,
);
/** Lengths that are codes, too, among them. */
const bodies: readonly (readonly [string, Bytes])[] = [
  ...[0, 1, 4, 9, 14, 421, 1_024, 1_460, 1_461].map(
    (length) => [`${length} bytes`, patterned(length)] as const,
  ),
  ['all that modems say', ftpLookAlike],
];
const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '+XYZ: nobody knows'];
const manners: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'answers a little later': { latencyMs: 1 },
  'says URCs everywhere, in pieces': {
    latencyMs: 1,
    faults: [
      faults.urcs({ lines: URCS, where: ['everywhere'] }),
      faults.pieces({ least: 1, most: 7, seed: 5 }),
    ],
  },
  'is paced as a line of 115,200 baud': { baud: 115_200 },
  'echoes, and tells errors in words': { faults: [faults.cmeVerbosity({ level: 2 })] },
  'has its context active already': { bearerOpen: true },
};
const cases = casesOf(bodies);

/** What a family says where the contract speaks of it. */
interface FtpWords {
  /** The last command of a flow that ended. */
  readonly last: RegExp;
  /** Reads a window of a download in windows, and of one by way of a file. */
  readonly reads: Readonly<Record<FtpWay, string>>;
  readonly login: string;
  readonly secret: string;
  /** Reasons of failed logins: password, connect, dns, timeout, closed, tls. */
  readonly fails: readonly Readonly<Record<string, unknown>>[];
  /** Codes that pass. */
  readonly passing: readonly number[];
}

const A76: FtpWords = {
  last: /^AT\+(?:CFTPSSTOP|FSDEL=)/,
  reads: { windows: 'AT+CFTPSGET', bulk: 'AT+CFTRANTX' },
  login: 'AT+CFTPSLOGIN',
  secret: 'AT+CFTPSLOGIN="files.example.com",21,***,***,0',
  fails: [9, 14, 12, 5, 4, 1].map((code) => ({ kind: 'cftps', code, step: 'login' })),
  passing: [10, 421],
};
const QUECTEL: FtpWords = {
  last: /^AT\+(?:QFTPCLOSE|QFDEL=)/,
  reads: { windows: 'AT+QFTPGET', bulk: 'AT+QFREAD' },
  login: 'AT+QFTPOPEN',
  secret: 'AT+QFTPCFG="account",***,***',
  fails: [625, 605, 604, 609, 606, 631].map((code) => ({ kind: 'ftp', code })),
  passing: [605, 609],
};
const wordsOf = ({ name }: Profile): FtpWords => (name === 'quectel' ? QUECTEL : A76);

const expectClosed = ({ virtual, heard, profile }: FtpDesk): void => {
  const { storage } = virtual.state;
  const { drive, folders } = storage.disk;
  expect(heard.at(-1)).toMatch(wordsOf(profile).last);
  expect([drive, ...folders].flatMap((where) => storage.list(where).files)).toEqual([]);
};

describe.each([a7600, sim7600, quectel])('FTP on $title', (profile) => {
  const words = wordsOf(profile);

  describe.each(mannersOf(manners))('that %s', (_, knobs, at) => {
    it.each(everyNth(3, cases, at))('downloads and uploads %s, %s', (_name, way, body) => {
      const desk = withFile(profile, body, knobs, { chunkMs: 3 });
      const { got, put } = bothWays(desk, body, way);

      expect({ get: got.reason, put: put.reason }).toEqual({ get: undefined, put: undefined });
      expect(isSame(bytesOf(got), body)).toBe(true);
      expect(isSame(desk.file(UPLOADED), body)).toBe(true);
      if (body.length > 0) {
        expect(got.values.at(-1)).toMatchObject({ kind: 'chunk', loaded: body.length, total: body.length });
        expect(put.values.at(-1)).toEqual({ kind: 'sent', loaded: body.length, total: body.length });
      }
      expectClosed(desk);
    });
  });

  it.each(ways)('downloads and uploads 200,000 bytes, %s', (way) => {
    const body = patterned(200_000);
    const desk = withFile(profile, body, { latencyMs: 1 });
    const { got, put } = bothWays(desk, body, way);

    expect([got.end, put.end]).toEqual(['completed', 'completed']);
    expect(isSame(bytesOf(got), body)).toBe(true);
    expect(isSame(desk.file(UPLOADED), body)).toBe(true);
    expectClosed(desk);
  });

  it('asks for the next window only when the sink has taken the last', () => {
    const desk = withFile(profile, patterned(300));
    const reads: number[] = [];
    const into = (): Observable<unknown> => {
      reads.push(desk.heard.filter((line) => line.startsWith(words.reads.bulk)).length);
      return of(null).pipe(delay(2_000));
    };
    const got = desk.on((modem) => ftp.get(modem, server, PATH, { way: 'bulk', windowBytes: 100, into }));

    expect(got.end).toBe('completed');
    expect(reads).toEqual([1, 2, 3]);
  });

  it('downloads a file whose length the server does not tell', () => {
    const desk = withFile(profile, patterned(9_000), {}, { lacksSize: true });
    const got = desk.on((modem) => ftp.get(modem, server, PATH));

    expect(got.end).toBe('completed');
    expect(isSame(bytesOf(got), patterned(9_000))).toBe(true);
  });

  it.each([
    ['a wrong password', { password: 'another' }, 0],
    ['a server that is down', { fails: 'connect' }, 1],
    ['a name that nobody knows', { fails: 'dns' }, 2],
    ['a server that is silent', { fails: 'timeout' }, 3],
    ['a server that closes', { fails: 'closed' }, 4],
    ['no TLS', { fails: 'tls' }, 5],
  ] as const)('tells of %s with its code', (_, site, nth) => {
    const desk = withFile(profile, patterned(50), {}, site);
    for (const act of [
      (modem: Modem) => ftp.get(modem, server, PATH),
      (modem: Modem) => ftp.size(modem, server, PATH),
      (modem: Modem) => ftp.put(modem, server, PATH, patterned(5)),
      (modem: Modem) => ftp.list(modem, server, '/'),
    ]) {
      const { reason, values } = desk.on<unknown>(act);

      expect(values).toEqual([]);
      expect(reason).toMatchObject(words.fails[nth] as object);
    }
    expectClosed(desk);
  });

  it('tries again after passing codes', () => {
    const desk = withFile(profile, patterned(50), {
      faults: [faults.failedRequests({ codes: words.passing })],
    });
    const got = desk.on((modem) => ftp.get(modem, server, PATH));

    expect(got.end).toBe('completed');
    expect(isSame(bytesOf(got), patterned(50))).toBe(true);
    expect(desk.heard.filter((line) => line.startsWith(words.login))).toHaveLength(3);
  });

  describe('where a transfer is interrupted', () => {
    const body = repeated(ftpLookAlike, 6_000);
    const retry = { attempts: 4, delay: 100 };

    it.each(ways)('begins again after the connection broke, %s', (way) => {
      for (const bytes of [1, 1_024, 5_999]) {
        const desk = withFile(profile, body, {}, { breaks: [bytes], chunkMs: 5, chunkBytes: 400 });
        const got = desk.on((modem) => ftp.get(modem, server, PATH, { ...(way && { way }), retry }));

        expect(got.end).toBe('completed');
        expect(isSame(bytesOf(got), body)).toBe(true);
        expectClosed(desk);
      }
    });

    it.each(['windows', 'bulk'] as const)(
      'gives the exact bytes where the line stalls, loses bytes or restarts, %s',
      (way) => {
        const command = words.reads[way];
        for (const bytes of everyNth(2, [0, 5, 12, 40, 700, 1_060, 5_000])) {
          const harms: readonly Fault[] = [
            faults.stall({ during: command, after: bytes }),
            faults.lostBytes({ during: command, after: bytes, count: 9 }),
            faults.restart({ during: command, after: bytes }),
          ];
          for (const fault of harms) {
            const desk = withFile(profile, body, { latencyMs: 1, faults: [fault, faults.noEcho()] });
            const got = desk.on((modem) => ftp.get(modem, server, PATH, { way, retry }));

            const next = desk.on((modem) => ftp.get(modem, server, PATH, { way: 'windows' }));

            expect({ fault, end: got.end, same: isSame(bytesOf(got), body) }).toEqual({
              ...{ fault, end: 'completed', same: true },
            });
            expect({ fault, same: isSame(bytesOf(next), body) }).toEqual({ fault, same: true });
          }
        }
      },
    );

    it.each([500, 2_048, 3_000, 5_999])('goes on with an upload that broke at %d bytes', (bytes) => {
      const desk = ftpDesk(profile, { folders: ['/logs'], breaks: [bytes] });
      const put = desk.on((modem) => ftp.put(modem, server, PATH, body, { retry, resume: true }));

      expect(put.end).toBe('completed');
      expect(isSame(desk.file(PATH), body)).toBe(true);
    });

    it('appends, and resumes by what is there', () => {
      const desk = withFile(profile, patterned(10), {}, { breaks: [2_000] });
      const put = desk.on((modem) => ftp.append(modem, server, PATH, body, { retry, resume: true }));

      expect(put.end).toBe('completed');
      expect(isSame(desk.file(PATH), joinBytes([patterned(10), body]))).toBe(true);
    });
  });

  it('lists, measures, makes, removes, moves files', () => {
    const desk = withFile(profile, patterned(1_024), {}, { folders: ['/logs/old'] });
    const on = <T>(act: Parameters<typeof desk.on<T>>[0]): readonly T[] => {
      const { values, end } = desk.on(act);
      expect(end).toBe('completed');
      return values;
    };

    expect(on((modem) => ftp.list(modem, server, '/logs'))).toMatchObject([
      { name: 'old', type: 'directory' },
      { name: 'a.bin', type: 'file', size: 1_024 },
    ]);
    on((modem) => ftp.mkdir(modem, server, '/new'));
    on((modem) => ftp.put(modem, server, '/new/a', 'first '));
    on((modem) => ftp.append(modem, server, '/new/a', 'second'));
    expect(on((modem) => ftp.size(modem, server, 'new/a'))).toEqual([12]);
    on((modem) => ftp.remove(modem, server, '/new/a'));
    on((modem) => ftp.rmdir(modem, server, '/new'));
    expect(on((modem) => ftp.getToFile(modem, server, PATH, 'b.bin'))).toEqual([1_024]);
    expect(on((modem) => ftp.putFromFile(modem, server, '/logs/c.bin', 'b.bin'))).toEqual([1_024]);
    expect(isSame(desk.file('/logs/c.bin'), patterned(1_024))).toBe(true);
  });

  it('shows the password in no trace and no error', () => {
    const desk = withFile(profile, patterned(9_000), {});
    const seen: string[] = [];
    desk.on((modem) => ftp.get(modem, server, PATH), { trace: ({ text }) => seen.push(text) });

    expect(seen).toContain(words.secret);
    expect(seen.join()).not.toContain(PASSWORD);
  });

  it.each([
    ['a streamed get', (modem: Modem) => ftp.get(modem, server, PATH, { way: 'windows' })],
    ['a staged get', (modem: Modem) => ftp.get(modem, server, PATH, { way: 'bulk' })],
    [
      'a put in pieces',
      (modem: Modem) => ftp.put(modem, server, '/logs/b', patterned(5_000), { way: 'windows' }),
    ],
    ['a staged put', (modem: Modem) => ftp.put(modem, server, '/logs/b', patterned(5_000), { way: 'bulk' })],
    ['a list', (modem: Modem) => ftp.list(modem, server, '/logs')],
  ] as const)('can leave %s anywhere, and the next flow works', (_, act) => {
    const body = patterned(3_000);
    for (let leftMs = 0; leftMs < 80; leftMs += fullOr(3, 9)) {
      const desk = withFile(profile, body, { latencyMs: 1 }, { chunkMs: 3 });
      const next = virtually(() =>
        watch(
          desk.connected().pipe(
            take(1),
            switchMap((modem) => {
              watch((act(modem) as Observable<unknown>).pipe(takeUntil(timer(leftMs))));
              return ftp.get(modem, server, PATH).pipe(toArray());
            }),
            map((events) => joinBytes(events.flatMap((one) => (one.kind === 'chunk' ? [one.bytes] : [])))),
          ),
        ),
      );

      expect({ leftMs, end: next.end, same: isSame(next.values[0], body) }).toEqual({
        ...{ leftMs, end: 'completed', same: true },
      });
      expectClosed(desk);
    }
  });
});
