import { concat, delay, map, type Observable, of, Subject, switchMap, take, takeUntil, toArray } from 'rxjs';
import { ftp, sim800 } from '../../lib';
import { type Fault, faults, type FtpSite, type EmulatorSettings } from '../../lib/emulator';
import type { Modem } from '../../lib/modem/modem';
import { joinBytes } from '../../operators/joinBytes';
import { lookAlike, patterned, repeated } from '../modem/bodies';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { isSame } from './asking';
import { bothWays, bytesOf, casesOf, mannersOf, PATH, UPLOADED, ways, withFile } from './ftpCases';
import { ftpDesk, HOST, PASSWORD, server, type FtpDesk } from './ftpDesk';
import { everyNth, fullOr } from '../helpers/thin';

type Bytes = Uint8Array;

type Act = (modem: Modem) => Observable<unknown>;

const ftpLookAlike = repeated(
  joinBytes([
    lookAlike,
    new TextEncoder().encode(
      '\r\n+FTPGET: 1,0\r\n\r\n+FTPGET: 2,5\r\n\r\n+FTPPUT: 1,1,1360\r\n+FTPGET: 1,1\r\n',
    ),
  ]),
  5_000,
);
const bodies: readonly (readonly [string, Bytes])[] = [
  ['no byte', patterned(0)],
  ['1 byte', patterned(1)],
  ['1,024 bytes', patterned(1_024)],
  ['1,460 bytes', patterned(1_460)],
  ['1,461 bytes', patterned(1_461)],
  ['all that modems say', ftpLookAlike],
];
const URCS = [
  '+CREG: 1',
  'RING',
  '+CMTI: "SM",3',
  '*PSUTTZ: 2022,9,14,4,55,19,"+28",0',
  '+XYZ: nobody knows',
];
const manners: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'answers a little later': { latencyMs: 1 },
  'sends pieces of 1 to 7 bytes': { latencyMs: 1, faults: [faults.pieces({ least: 1, most: 7 })] },
  'says URCs everywhere': { faults: [faults.urcs({ lines: URCS, where: ['everywhere'] })] },
  'says URCs everywhere, in pieces': {
    latencyMs: 1,
    faults: [
      faults.urcs({ lines: URCS, where: ['everywhere'] }),
      faults.pieces({ least: 1, most: 7, seed: 5 }),
    ],
  },
  'puts no blank behind the colon': { faults: [faults.tightColon()] },
  'gives short windows': { ftpWindowBytes: 397 },
  'finds nothing every third time': { ftpEmptyEvery: 3, ftpWindowBytes: 900 },
  'repeats 1,1 all the time': { ftpRepeatMs: 20, baud: 57_600 },
  'is paced as a line of 115,200 baud': { baud: 115_200 },
  'echoes, and tells errors in words': { faults: [faults.cmeVerbosity({ level: 2 })] },
  'has its bearer open already': { bearerOpen: true },
  'grants less than is asked for': { ftpGrantBytes: 333 },
  'changes what it grants': { ftpMaxLengths: [1_360, 1_260, 7, 1_360] },
  'takes 25 s to store': { ftpFinalMs: 25_000 },
  'has no FTPEXTGET, FTPEXTPUT, FTPSSL, FTPSTATE': {
    faults: [faults.missingCommands({ names: ['+FTPEXTGET', '+FTPEXTPUT', '+FTPSSL', '+FTPSTATE'] })],
  },
};

const cases = casesOf(bodies);
const expectClosed = ({ virtual }: FtpDesk): void => {
  const { run, staged, kept } = virtual.state.modem.ftpSim800;
  expect({ run, staged, kept }).toEqual({ run: undefined, staged: undefined, kept: undefined });
};

describe.each([sim800])('FTP on a $title', (profile) => {
  describe.each(mannersOf(manners))('that %s', (_, knobs, at) => {
    it.each(everyNth(3, cases, at))('downloads %s, %s', (_name, way, body) => {
      const desk = withFile(profile, body, knobs, { chunkMs: 3 });
      const got = desk.on((modem) => ftp.get(modem, server, PATH, way && { way }));
      const last = got.values.at(-1);

      expect(got.end).toBe('completed');
      expect(isSame(bytesOf(got), body)).toBe(true);
      if (body.length > 0)
        expect(last).toMatchObject({ kind: 'chunk', loaded: body.length, total: body.length });
      expectClosed(desk);
    });

    it.each(everyNth(3, cases, at + 1))('uploads %s, %s', (_name, way, body) => {
      const desk = ftpDesk(profile, { folders: ['/logs'] }, knobs);
      const put = desk.on((modem) => ftp.put(modem, server, PATH, body, way && { way }));

      expect(put.end).toBe('completed');
      expect(isSame(desk.file(PATH), body)).toBe(true);
      if (body.length > 0)
        expect(put.values.at(-1)).toEqual({ kind: 'sent', loaded: body.length, total: body.length });
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
  });

  it('chooses the modem’s memory for what fits, windows for the rest', () => {
    const began = (bytes: number, site: FtpSite = {}): readonly string[] => {
      const desk = withFile(profile, patterned(bytes), {}, site);
      desk.on((modem) => ftp.get(modem, server, PATH));
      return desk.heard.filter((line) => /^AT\+FTP(?:EXT)?GET=1/.test(line));
    };

    expect(began(1_460)).toEqual(['AT+FTPGET=1']);
    expect(began(1_461)).toEqual(['AT+FTPEXTGET=1']);
    expect(began(307_201)).toEqual(['AT+FTPGET=1']);
    expect(began(5_000, { lacksSize: true })).toEqual(['AT+FTPGET=1']);
  });

  it('asks for the next window only when the sink has taken the last', () => {
    const desk = withFile(profile, patterned(300));
    const reads: number[] = [];
    const into = (): Observable<unknown> => {
      reads.push(desk.heard.filter((line) => line.startsWith('AT+FTPGET=2')).length);
      return of(null).pipe(delay(2_000));
    };
    const got = desk.on((modem) => ftp.get(modem, server, PATH, { windowBytes: 100, into }));

    expect(got.end).toBe('completed');
    expect(reads).toEqual([1, 2, 3]);
    expect(isSame(bytesOf(got), patterned(300))).toBe(true);
  });

  it('begins where it is told to', () => {
    const desk = withFile(profile, patterned(3_000));
    const got = desk.on((modem) => ftp.get(modem, server, PATH, { fromByte: 2_500 }));

    expect(isSame(bytesOf(got), patterned(3_000).subarray(2_500))).toBe(true);
    expect(desk.heard).toContain('AT+FTPREST=2500');
    expect(desk.heard.filter((line) => line.startsWith('AT+FTPREST')).at(-1)).toBe('AT+FTPREST=0');
  });

  describe('where something fails', () => {
    it.each([
      ['a wrong password', { password: 'another' }, 72],
      ['a server that is down', { fails: 'connect' }, 63],
      ['a name that nobody knows', { fails: 'dns' }, 62],
      ['a server that is silent', { fails: 'timeout' }, 64],
      ['a server that closes', { fails: 'closed' }, 65],
      ['no TLS', { fails: 'tls' }, 80],
    ] as const)('tells of %s with its code, and the next flow works', (_, site, code) => {
      const desk = withFile(profile, patterned(50), {}, site);
      const good = withFile(profile, patterned(50), { faults: [faults.failedRequests({ codes: [code] })] });
      const got = desk.on((modem) => ftp.get(modem, server, PATH));
      const size = desk.on((modem) => ftp.size(modem, server, PATH));
      const put = desk.on((modem) => ftp.put(modem, server, PATH, patterned(5)));
      const list = desk.on((modem) => ftp.list(modem, server, '/'));

      for (const { reason, values } of [got, size, put, list]) {
        expect(values).toEqual([]);
        expect(reason).toEqual({ kind: 'ftp', code });
      }
      expectClosed(desk);
      good.on((modem) => ftp.size(modem, server, PATH));
      expect(
        good.on((modem) => ftp.size(modem, server, PATH, { retry: { attempts: 3, delay: 0 } })).end,
      ).toBe('completed');
    });

    it.each([
      ['get', (desk: FtpDesk) => desk.on((modem) => ftp.get(modem, server, '/none'))],
      ['size', (desk: FtpDesk) => desk.on((modem) => ftp.size(modem, server, '/none'))],
      ['remove', (desk: FtpDesk) => desk.on((modem) => ftp.remove(modem, server, '/none'))],
      ['rmdir', (desk: FtpDesk) => desk.on((modem) => ftp.rmdir(modem, server, '/none'))],
      ['list', (desk: FtpDesk) => desk.on((modem) => ftp.list(modem, server, '/none'))],
      ['getToFile', (desk: FtpDesk) => desk.on((modem) => ftp.getToFile(modem, server, '/none', 'a'))],
    ])('tells that a path is missing: %s', (_, act) => {
      const desk = withFile(profile, patterned(50));

      expect(act(desk).reason).toEqual({ kind: 'ftp', code: 77 });
      expect(desk.on((modem) => ftp.size(modem, server, PATH)).values).toEqual([50]);
    });

    it('tries again after passing codes', () => {
      const desk = withFile(profile, patterned(50), { faults: [faults.failedRequests({ codes: [61, 64] })] });
      const got = desk.on((modem) => ftp.get(modem, server, PATH));

      expect(got.end).toBe('completed');
      expect(isSame(bytesOf(got), patterned(50))).toBe(true);
    });

    it('does not repeat what may have been done', () => {
      const desk = withFile(profile, patterned(50), { faults: [faults.failedRequests({ codes: [64] })] });

      expect(desk.on((modem) => ftp.remove(modem, server, PATH)).reason).toEqual({
        ...{ kind: 'ftp', code: 64, mayBeDone: true },
      });
    });

    it('ends what somebody left open before it begins', () => {
      const desk = withFile(profile, patterned(5_000), { bearerOpen: true });
      const got = desk.on((modem) =>
        concat(
          ...['AT+FTPCID=1', `AT+FTPSERV="${HOST}"`, 'AT+FTPUN="me"', `AT+FTPPW="${PASSWORD}"`].map((line) =>
            modem.sendRaw(line),
          ),
          ...['AT+FTPGETNAME="a.bin"', 'AT+FTPGETPATH="/logs/"', 'AT+FTPGET=1'].map((line) =>
            modem.sendRaw(line),
          ),
          ftp.size(modem, server, PATH),
        ),
      );

      expect(got.values.at(-1)).toBe(5_000);
      expect(desk.heard).toContain('AT+FTPQUIT');
    });

    it.each(['a"b', 'a\rb', 'a\nb', 'a\0b', 'a\x1ab', 'a\x1bb', '', '/logs/'])(
      'refuses the path %j by name, and writes nothing',
      (path) => {
        const desk = withFile(profile, patterned(5));
        const { reason } = desk.on((modem) => ftp.get(modem, server, path));

        expect(reason).toMatchObject({ kind: 'invalid-argument', name: 'path' });
        expect(desk.heard.some((line) => line.includes('FTP'))).toBe(false);
      },
    );

    it('refuses what can’t be spelled in host, user and password', () => {
      const desk = withFile(profile, patterned(5));
      for (const name of ['host', 'user', 'password'] as const) {
        const bad = { ...server, [name]: 'x"\rAT' };
        expect(desk.on((modem) => ftp.size(modem, bad, PATH)).reason).toMatchObject({
          kind: 'invalid-argument',
          name,
        });
      }
      expect(desk.heard.some((line) => line.includes('FTP'))).toBe(false);
    });
  });

  describe('where a transfer is interrupted', () => {
    const body = repeated(ftpLookAlike, 6_000);
    const retry = { attempts: 4, delay: 100 };

    it.each([1, 700, 1_460, 1_461, 4_000, 5_999])(
      'goes on with FTPREST after the connection broke at %d bytes',
      (bytes) => {
        const desk = withFile(profile, body, {}, { breaks: [bytes], chunkMs: 5, chunkBytes: 400 });
        const got = desk.on((modem) => ftp.get(modem, server, PATH, { way: 'windows', retry }));

        expect(got.end).toBe('completed');
        expect(isSame(bytesOf(got), body)).toBe(true);
        expectClosed(desk);
      },
    );

    it.each([0, 5, 12, 40, 700, 1_470, 1_480])(
      'goes on where the line stalls, loses bytes or restarts %d bytes into a window',
      (bytes) => {
        const command = 'AT+FTPGET=2';
        const harms: readonly Fault[] = [
          faults.stall({ during: command, after: bytes }),
          faults.lostBytes({ during: command, after: bytes, count: 9 }),
          faults.restart({ during: command, after: bytes }),
        ];
        for (const fault of harms) {
          const desk = withFile(profile, body, { latencyMs: 1, faults: [fault, faults.noEcho()] });
          const got = desk.on((modem) => ftp.get(modem, server, PATH, { way: 'windows', retry }));

          expect({ fault, end: got.end, same: isSame(bytesOf(got), body) }).toEqual({
            fault,
            end: 'completed',
            same: true,
          });
          expectClosed(desk);
        }
      },
    );

    it('goes on where the bearer is lost', () => {
      const desk = withFile(profile, body, { latencyMs: 1 }, { chunkMs: 50, chunkBytes: 500 });
      let lost = false;
      const into = (): Observable<unknown> => {
        if (!lost) desk.virtual.loseBearer();
        lost = true;
        return of(null);
      };
      const got = desk.on((modem) => ftp.get(modem, server, PATH, { way: 'windows', retry, into }));

      expect(got.end).toBe('completed');
      expect(isSame(bytesOf(got), body)).toBe(true);
      expect(got.values.some(({ kind }) => kind === 'resumed')).toBe(true);
      expect(desk.heard.some((line) => /^AT\+FTPREST=[1-9]/.test(line))).toBe(true);
    });

    it('lets the failure stand where it may not resume', () => {
      const desk = withFile(profile, body, {}, { breaks: [2_000], chunkMs: 5, chunkBytes: 400 });
      const got = desk.on((modem) => ftp.get(modem, server, PATH, { way: 'windows', retry, resume: false }));

      expect(got.reason).toEqual({ kind: 'ftp', code: 61 });
    });

    it('fails where the file has another length than before', () => {
      const desk = withFile(profile, body, {}, { breaks: [2_000], chunkMs: 5, chunkBytes: 400 });
      const got = desk.on((modem) => {
        const other = ftp.append(modem, server, PATH, 'more');
        return ftp.get(modem, server, PATH, {
          ...{ way: 'windows' as const },
          retry: { attempts: 2, delay: () => (watch(other), 5_000) },
        });
      });

      expect(got.end).toBe('range');
    });

    it.each([500, 1_360, 2_000, 5_999])('goes on with an upload that broke at %d bytes', (bytes) => {
      const desk = ftpDesk(profile, { folders: ['/logs'], breaks: [bytes] });
      const put = desk.on((modem) => ftp.put(modem, server, PATH, body, { retry, resume: true }));

      expect(put.end).toBe('completed');
      expect(isSame(desk.file(PATH), body)).toBe(true);
      expect(desk.heard).toContain('AT+FTPPUTOPT="APPE"');
    });

    it('stores the whole anew where it may not resume', () => {
      const desk = ftpDesk(profile, { folders: ['/logs'], breaks: [2_000] });
      const put = desk.on((modem) => ftp.put(modem, server, PATH, body, { retry, way: 'windows' }));

      expect(put.values).toContainEqual({ kind: 'resumed', offset: 0, reason: { kind: 'ftp', code: 61 } });
      expect(isSame(desk.file(PATH), body)).toBe(true);
      expect(desk.heard).not.toContain('AT+FTPPUTOPT="APPE"');
    });

    it('appends once, or resumes by what is there', () => {
      const once = withFile(profile, patterned(10), {}, { breaks: [2_000] });
      const failed = once.on((modem) => ftp.append(modem, server, PATH, body, { retry, way: 'windows' }));
      const more = withFile(profile, patterned(10), {}, { breaks: [2_000] });
      const gone = more.on((modem) => ftp.append(modem, server, PATH, body, { retry, resume: true }));

      expect(failed.reason).toEqual({ kind: 'ftp', code: 61, mayBeDone: true });
      expect(gone.end).toBe('completed');
      expect(isSame(more.file(PATH), joinBytes([patterned(10), body]))).toBe(true);
    });
  });

  it('lists, measures, makes, removes, appends', () => {
    const desk = withFile(profile, patterned(1_024), {}, { folders: ['/logs/old'] });
    const on = <T>(act: Parameters<typeof desk.on<T>>[0]): readonly T[] => {
      const { values, end } = desk.on(act);
      expect(end).toBe('completed');
      return values;
    };

    expect(on((modem) => ftp.list(modem, server, '/logs'))).toEqual([
      { name: 'old', type: 'directory', size: 0, modifiedAt: undefined, modified: 'Oct 12 14:58' },
      { name: 'a.bin', type: 'file', size: 1_024, modifiedAt: undefined, modified: 'Oct 12 14:58' },
    ]);
    expect(on((modem) => ftp.listText(modem, server, '/logs/'))[0]).toMatch(/^drwx.* old\r\n.* a\.bin\r\n$/s);
    expect(on((modem) => ftp.list(modem, server, '/logs/old'))).toEqual([]);
    on((modem) => ftp.mkdir(modem, server, '/new'));
    on((modem) => ftp.put(modem, server, '/new/a', 'first '));
    on((modem) => ftp.append(modem, server, '/new/a', 'second'));
    expect(Buffer.from(desk.file('/new/a') ?? []).toString()).toBe('first second');
    expect(on((modem) => ftp.size(modem, server, 'new/a'))).toEqual([12]);
    on((modem) => ftp.remove(modem, server, '/new/a'));
    on((modem) => ftp.rmdir(modem, server, '/new'));
    expect(on((modem) => ftp.list(modem, server, '/'))).toMatchObject([{ name: 'logs', type: 'directory' }]);
    expectClosed(desk);
  });

  it('moves files between server and modem', () => {
    const desk = withFile(profile, patterned(9_000));
    const got = desk.on((modem) => ftp.getToFile(modem, server, PATH, 'a.bin'));
    const put = desk.on((modem) => ftp.putFromFile(modem, server, '/logs/b.bin', 'a.bin'));

    expect([got.values, put.values]).toEqual([[9_000], [9_000]]);
    expect(isSame(desk.virtual.state.storage.read('C:/User/ftp/a.bin'), patterned(9_000))).toBe(true);
    expect(isSame(desk.file(UPLOADED), patterned(9_000))).toBe(true);
  });

  it('shows the password in no trace and no error', () => {
    const desk = withFile(profile, patterned(9_000), {});
    const seen: string[] = [];
    desk.on(
      (modem) =>
        concat(ftp.get(modem, server, PATH), modem.sendRaw('AT+FTPPW?'), modem.sendRaw('AT+FTPSCONT?')),
      { trace: ({ text }) => seen.push(text) },
    );
    const failed = desk.on((modem) => ftp.size(modem, { ...server, password: `${PASSWORD}"` }, PATH));

    expect(seen).toContain('AT+FTPPW=***');
    expect(`${seen.join()}${JSON.stringify(failed.reason)}`).not.toContain(PASSWORD);
  });

  describe('can be left anywhere', () => {
    const STRIDE = fullOr(1, 7);
    const body = patterned(3_000);
    const flows: Readonly<Record<string, Act>> = {
      'a windowed get': (modem) => ftp.get(modem, server, PATH, { way: 'windows' }),
      'a bulk get': (modem) => ftp.get(modem, server, PATH, { way: 'bulk' }),
      'a windowed put': (modem) => ftp.put(modem, server, '/logs/b.bin', body, { way: 'windows' }),
      'a bulk put': (modem) => ftp.put(modem, server, '/logs/b.bin', body, { way: 'bulk' }),
      'a list': (modem) => ftp.list(modem, server, '/logs'),
      'a getToFile': (modem) => ftp.getToFile(modem, server, PATH, 'a.bin'),
    };

    it.each(Object.entries(flows))('%s, and the next flow works', (_, act) => {
      let step = 1;
      for (let wasLeft = true; wasLeft; step += STRIDE) {
        const desk = withFile(profile, body, { latencyMs: 1 }, { chunkMs: 3 });
        const leave = new Subject<void>();
        let seen = 0;
        let counts = false;
        const trace = (): void => {
          if (counts) seen += 1;
          if (counts && seen === step) leave.next();
        };
        const next = virtually(() =>
          watch(
            desk.connected({ trace }).pipe(
              take(1),
              switchMap((modem) => {
                counts = true;
                const left = watch(act(modem).pipe(takeUntil(leave)));
                left.subscription.add(() => (counts = false));
                return concat(
                  ftp.put(modem, server, '/logs/c.bin', body, { way: 'windows' }),
                  ftp.get(modem, server, '/logs/c.bin'),
                ).pipe(toArray());
              }),
              map((events) => joinBytes(events.flatMap((one) => (one.kind === 'chunk' ? [one.bytes] : [])))),
            ),
          ),
        );

        expect({ step, end: next.end, same: isSame(next.values[0], body) }).toEqual({
          ...{ step, end: 'completed', same: true },
        });
        expectClosed(desk);
        wasLeft = seen >= step;
      }
      expect(step).toBeGreaterThan(15);
    });
  });
});
