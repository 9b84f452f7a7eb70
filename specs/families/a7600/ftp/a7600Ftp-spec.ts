import {
  concat,
  delay,
  EMPTY,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  switchMap,
  take,
  tap,
  takeUntil,
  timer,
  toArray,
} from 'rxjs';
import { a7600, openModem, type Profile, sim7600 } from '../../../../lib';
import type { FtpDialect, FtpDownload, SettledServer } from '../../../../lib/dialects/ftpDialect';
import { faults, emulator, type EmulatorSettings, simulatedWeb } from '../../../../lib/emulator';
import type { Modem } from '../../../../lib/modem/modem';
import { latin1, latin1Bytes } from '../../../../lib/grammar/latin1';
import { bracket } from '../../../../operators/bracket';
import { windowPace } from '../../../../operators/windowPace';
import { joinBytes } from '../../../../operators/joinBytes';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ftpShelf, type FtpShelf } from '../../../emulator/ftpShelf';
import { lookAlike, patterned, repeated } from '../../../modem/bodies';
import { line, OK, type Said, scripted } from '../../../modem/scripted';
import { virtually } from '../../../modem/virtually';
import { watch, type Watched } from '../../../modem/watch';
import { fullOr } from '../../../helpers/thin';
import { isSame } from '../../../contract/asking';

type Bytes = Uint8Array;

const SERVER: SettledServer = {
  ...{ host: 'h', port: 21, user: 'user', password: 'secret' },
  ...{ mode: 'passive', type: 'binary', tls: 'none' },
};
const MS = 60_000;

const dialectOf = ({ ftp }: Profile): FtpDialect => ftp as FtpDialect;

/** A session on a modem: opened, used, closed. */
const session = <T>(
  modem: Modem,
  use: (channel: CommandChannel, dialect: FtpDialect) => Observable<T>,
  server: SettledServer = SERVER,
): Observable<T> => {
  const dialect = dialectOf(modem.profile);
  return modem.exclusive('ftp', (channel) =>
    bracket(
      dialect.open(channel, server),
      () => use(channel, dialect),
      () => dialect.close(channel),
    ),
  );
};

const downloaded = (
  channel: CommandChannel,
  dialect: FtpDialect,
  given: Partial<FtpDownload> = {},
): Observable<Bytes> => {
  const slices: Bytes[] = [];
  const wanted: FtpDownload = {
    ...{ path: '/a.bin', fromByte: 0, totalBytes: undefined, windows: windowPace(4_096) },
    ...{ way: undefined, resultMs: MS },
    take: (some) => {
      slices.push(...some);
      return EMPTY;
    },
    ...given,
  };
  return concat(dialect.get(channel, wanted), of(slices).pipe(map((all) => joinBytes(all))));
};

const upload = (content: Bytes, given: object = {}) => ({
  path: '/a.bin',
  content: { length: content.length, chunks: from([content.subarray(0, 3_000), content.subarray(3_000)]) },
  how: 'replace' as const,
  way: undefined,
  resultMs: MS,
  ...given,
});

const virtual = (profile: Profile, shelf: FtpShelf, knobs: Partial<EmulatorSettings> = {}) => {
  const modem = emulator({
    ...{ family: profile.name, origin: simulatedWeb({}), ftp: shelf.origin, latencyMs: 0 },
    ...knobs,
  });
  const heard: string[] = [];
  modem.heard.subscribe((text) => heard.push(text));
  const use = <T>(act: (modem: Modem) => Observable<T>): Watched<T> =>
    virtually(() => watch(openModem(modem.transport, profile).pipe(take(1), switchMap(act))));
  return { modem, heard, use };
};

const codes = (heard: readonly string[]): readonly string[] =>
  heard
    .map((text) => text.replace(/^AT\+?/, '').replace(/[=?].*/, ''))
    .filter((name) => name.startsWith('C'));

const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '+XYZ: nobody knows'];
const manners: readonly (readonly [string, Partial<EmulatorSettings>])[] = [
  ['answers at once', {}],
  ['answers a little later', { latencyMs: 2 }],
  ['sends pieces of 1 to 7 bytes', { latencyMs: 1, faults: [faults.pieces({ least: 1, most: 7 })] }],
  ['says URCs everywhere', { faults: [faults.urcs({ lines: URCS, where: ['everywhere'] })] }],
  ['puts no line end between blocks', { faults: [faults.noBlockBreaks()] }],
  ['gives blocks of 100 bytes', { faults: [faults.blockBytes({ most: 100 })] }],
  ['puts no blank behind the colon', { faults: [faults.tightColon()] }],
  ['says a stray OK behind a stream', { faults: [faults.strayOk()] }],
  ['takes 20 s for each result', { resultDelayMs: 20_000 }],
];
const contents: readonly (readonly [string, Bytes])[] = [
  ...[0, 1, 1_024, 1_460, 1_461, 2_048, 2_049, 200_000].map(
    (length) => [`${length} bytes`, patterned(length)] as const,
  ),
  ['all that modems say', repeated(lookAlike, 6_000)],
];

describe.each([
  ['A7600', a7600],
  ['SIM7600', sim7600],
])('FTP of %s', (_, profile) => {
  const drive = profile === a7600 ? 'C:' : 'F:';

  it('starts, logs in as plain FTP, chooses the type, and ends it all', () => {
    const shelf = ftpShelf();
    const { heard, use, modem } = virtual(profile, shelf);

    expect(use((on) => session(on, () => EMPTY)).end).toBe('completed');
    expect(codes(heard)).toEqual([
      ...['CMEE', 'CFTPSSTART', 'CFTPSMODE', 'CFTPSLOGIN', 'CFTPSTYPE', 'CFTPSLOGOUT', 'CFTPSSTOP'],
    ]);
    expect(heard).toContain('AT+CFTPSLOGIN="h",21,"user","secret",0');
    expect(shelf.open()).toBe(0);
    expect(modem.state.modem.contexts.get(1)?.active).toBe(false);
  });

  describe.each(profile === a7600 ? manners : manners.slice(0, 1))('where the modem %s', (_manner, knobs) => {
    // Files are read with CFTRANTX, which has no firmware known that sets blocks off otherwise.
    const way = knobs.faults?.some(({ name }) => name === 'noBlockBreaks') ? ('windows' as const) : undefined;

    it.each(contents)('downloads and uploads %s exactly', (_content, bytes) => {
      const shelf = ftpShelf({ '/a.bin': bytes });
      const { use, modem } = virtual(profile, shelf, knobs);
      const got = use((on) =>
        session(on, (channel, dialect) => downloaded(channel, dialect, { totalBytes: bytes.length, way })),
      );
      shelf.files.delete('/a.bin');
      const sent = use((on) => session(on, (channel, dialect) => dialect.put(channel, upload(bytes))));

      expect(got.end).toBe('completed');
      expect(isSame(got.values[0], bytes)).toBe(true);
      expect(sent.end).toBe('completed');
      expect(sent.values.at(-1)).toEqual({ kind: 'sent', loaded: bytes.length, total: bytes.length });
      expect(isSame(shelf.files.get('/a.bin'), bytes)).toBe(true);
      expect(modem.state.storage.list(drive).files).toEqual([]);
      expect(shelf.open()).toBe(0);
    });
  });

  it.each(['windows', 'bulk'] as const)('goes on behind an offset, by %s', (way) => {
    const bytes = patterned(9_000);
    const { use, heard } = virtual(profile, ftpShelf({ '/a.bin': bytes }));
    const got = use((on) =>
      session(on, (channel, dialect) => downloaded(channel, dialect, { fromByte: 5_000, way })),
    );

    expect(isSame(got.values[0], bytes.subarray(5_000))).toBe(true);
    expect(
      heard.some((text) => text.startsWith(way === 'bulk' ? 'AT+CFTPSGETFILE' : 'AT+CFTPSGET="/a.bin",5000')),
    ).toBe(true);
  });

  it('asks for the next window of a long file when the last was taken', () => {
    const bytes = patterned(100_000);
    const { use, heard } = virtual(profile, ftpShelf({ '/a.bin': bytes }));
    const windows: number[] = [];
    const got = use((on) =>
      session(on, (channel, dialect) =>
        downloaded(channel, dialect, {
          windows: windowPace(10_000),
          take: (slices) => {
            windows.push(heard.filter((text) => text.startsWith('AT+CFTRANTX')).length);
            return of(slices).pipe(delay(1_000), ignoreElements());
          },
        }),
      ),
    );

    expect(got.end).toBe('completed');
    expect(windows).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(got.endedAt).toBeGreaterThan(10_000);
  });

  it('streams where a file of that name is on the modem, and leaves that alone', () => {
    const bytes = patterned(100_000);
    const { use, modem } = virtual(profile, ftpShelf({ '/a.bin': bytes }));
    modem.state.storage.write(`${drive}/a.bin`, latin1Bytes('mine'));
    const got = use((on) => session(on, downloaded));
    const sent = use((on) =>
      session(on, (channel, dialect) => dialect.put(channel, upload(patterned(20_000)))),
    );

    expect(isSame(got.values[0], bytes)).toBe(true);
    expect(sent.end).toBe('completed');
    expect(modem.state.storage.read(`${drive}/a.bin`)).toEqual(latin1Bytes('mine'));
  });

  it('streams where the modem has no room for the file', () => {
    const bytes = patterned(100_000);
    const { use, modem } = virtual(profile, ftpShelf({ '/a.bin': bytes }));
    const { disk } = modem.state.storage;
    modem.state.storage.write(`${drive}/full`, new Uint8Array(disk.totalBytes - 50_000));
    const got = use((on) => session(on, downloaded));

    expect(isSame(got.values[0], bytes)).toBe(true);
    expect(modem.state.storage.list(drive).files).toEqual(['full']);
  });

  it.each([false, true])('leaves a modem that works, wherever its reader leaves (upload: %s)', (isUpload) => {
    const bytes = patterned(70_000);
    const shelf = ftpShelf({ '/a.bin': bytes });
    const { use, modem } = virtual(profile, shelf, { latencyMs: 1, resultDelayMs: 5 });
    const act = (channel: CommandChannel, dialect: FtpDialect): Observable<unknown> =>
      isUpload
        ? dialect.put(channel, upload(patterned(20_000), { path: '/b.bin' }))
        : downloaded(channel, dialect);

    for (let leftMs = 1; leftMs < 90; leftMs += fullOr(4, 12)) {
      const after = use((on) =>
        concat(
          session(on, act).pipe(ignoreElements(), takeUntil(timer(leftMs))),
          session(on, (channel, dialect) =>
            downloaded(channel, dialect, { totalBytes: bytes.length, way: 'windows' }),
          ),
        ),
      );

      expect({ leftMs, end: after.end }).toEqual({ leftMs, end: 'completed' });
      expect(isSame(after.values[0], bytes)).toBe(true);
      expect({ leftMs, files: modem.state.storage.list(drive).files }).toEqual({ leftMs, files: [] });
      expect(shelf.open()).toBe(0);
    }
  });

  it('appends behind what the server has', () => {
    const shelf = ftpShelf({ '/a.bin': patterned(9) });
    const { use } = virtual(profile, shelf);
    const sent = use((on) =>
      session(on, (channel, dialect) => dialect.put(channel, upload(patterned(5_000), { how: 'append' }))),
    );

    expect(sent.end).toBe('completed');
    expect(isSame(shelf.files.get('/a.bin'), joinBytes([patterned(9), patterned(5_000)]))).toBe(true);
  });

  it.each(['windows', 'bulk'] as const)('fails with length where the body has another one, by %s', (way) => {
    const { use, modem } = virtual(profile, ftpShelf());
    for (const length of [4_000, 6_000]) {
      const content = { length, chunks: of(patterned(5_000)) };
      const sent = use((on) =>
        session(on, (channel, dialect) => dialect.put(channel, upload(patterned(0), { content, way }))),
      );

      expect(sent.reason).toMatchObject({ kind: 'length', expectedBytes: length });
    }
    expect(modem.state.storage.list(drive).files).toEqual([]);
  });

  it('lists, measures, makes and removes', () => {
    const shelf = ftpShelf({ '/a.bin': patterned(1_460), '/nine': patterned(9), '/empty': patterned(0) });
    const { use } = virtual(profile, shelf);
    const { values, end } = use((on) =>
      session(on, (channel, dialect) =>
        concat(
          dialect
            .list(channel, { path: '/', resultMs: MS })
            .pipe(map((bytes) => latin1(bytes).split('\r\n').length - 1)),
          ...['/a.bin', '/nine', '/empty'].map((path) => dialect.size(channel, { path, resultMs: MS })),
          dialect.makeDirectory(channel, { path: '/logs', resultMs: MS }),
          of(shelf.folders.has('/logs') ? 'made' : 'not made'),
        ),
      ),
    );
    const after = use((on) =>
      session(on, (channel, dialect) =>
        concat(
          dialect.removeDirectory(channel, { path: '/logs', resultMs: MS }),
          dialect.remove(channel, { path: '/a.bin', resultMs: MS }),
        ),
      ),
    );

    expect({ values: values.slice(0, 4), end }).toEqual({ values: [3, 1_460, 9, 0], end: 'completed' });
    expect(after.end).toBe('completed');
    expect([...shelf.files.keys()]).toEqual(['/nine', '/empty']);
    expect([...shelf.folders]).toEqual(['/']);
  });

  it('moves files between server and modem, under another name, too', () => {
    const shelf = ftpShelf({ '/logs/a.bin': patterned(3_000) });
    const { use, modem } = virtual(profile, shelf);
    const { storage } = modem.state;
    storage.write(`${drive}/b.bin`, latin1Bytes('old'));
    const { values, end } = use((on) =>
      session(on, (channel, dialect) =>
        concat(
          dialect.getToFile(channel, { path: '/logs/a.bin', file: 'b.bin', resultMs: MS }),
          dialect.getToFile(channel, { path: '/logs/a.bin', file: 'a.bin', resultMs: MS }),
          dialect.putFromFile(channel, { path: '/logs/c.bin', file: 'b.bin', resultMs: MS }),
        ),
      ),
    );

    expect({ values, end }).toEqual({ values: [3_000, 3_000, 3_000], end: 'completed' });
    expect([...storage.list(drive).files].sort()).toEqual(['a.bin', 'b.bin']);
    expect(isSame(storage.read(`${drive}/b.bin`), patterned(3_000))).toBe(true);
    expect(isSame(shelf.files.get('/logs/c.bin'), patterned(3_000))).toBe(true);
  });

  it('overwrites no file of the modem’s that nobody named, and none in a directory', () => {
    const { use, modem } = virtual(profile, ftpShelf({ '/a.bin': patterned(3) }));
    modem.state.storage.write(`${drive}/a.bin`, latin1Bytes('mine'));
    const getTo = (file: string) =>
      use((on) =>
        session(on, (channel, dialect) => dialect.getToFile(channel, { path: '/a.bin', file, resultMs: MS })),
      );

    expect(getTo('b.bin').end).toBe('invalid-argument');
    expect(getTo(`${drive}/logs/a.bin`).end).toBe('invalid-argument');
    expect(modem.state.storage.read(`${drive}/a.bin`)).toEqual(latin1Bytes('mine'));
  });

  it.each([
    ['a wrong password', { ...SERVER, password: 'wrong' }, { kind: 'cftps', code: 9, step: 'login' }],
    ['a host that nobody knows', { ...SERVER, host: 'nowhere' }, { kind: 'cftps', code: 12, step: 'login' }],
  ])('tells %s, ends what it began, and works the next time', (_title, server, reason) => {
    const shelf = ftpShelf({ '/a.bin': patterned(3) });
    const { use, heard } = virtual(profile, shelf);

    expect(use((on) => session(on, () => of('used'), server))).toMatchObject({ values: [], reason });
    expect(heard.at(-1)).toBe('AT+CFTPSSTOP');
    expect(use((on) => session(on, downloaded)).values).toEqual([patterned(3)]);
  });

  it.each<readonly [string, (channel: CommandChannel, dialect: FtpDialect) => Observable<unknown>]>([
    ['download', (channel, dialect) => downloaded(channel, dialect, { path: '/none' })],
    ['short download', (channel, dialect) => downloaded(channel, dialect, { path: '/none', way: 'windows' })],
    ['listing', (channel, dialect) => dialect.list(channel, { path: '/none', resultMs: MS })],
    ['size', (channel, dialect) => dialect.size(channel, { path: '/none', resultMs: MS })],
    ['removal', (channel, dialect) => dialect.remove(channel, { path: '/none', resultMs: MS })],
    [
      'transfer to a file',
      (channel, dialect) => dialect.getToFile(channel, { path: '/none', file: 'none', resultMs: MS }),
    ],
  ])('tells that the server refused a %s', (_title, act) => {
    const { use } = virtual(profile, ftpShelf());

    expect(use((on) => session(on, act)).reason).toEqual({ kind: 'cftps', code: 9, step: 'work' });
  });

  it('ends a session that somebody left open', () => {
    const shelf = ftpShelf({ '/a.bin': patterned(3) });
    const { use, modem } = virtual(profile, shelf);
    const left = use((on) => {
      const dialect = dialectOf(profile);
      return on.exclusive('ftp', (channel) => () => dialect.open(channel, SERVER).pipe(ignoreElements()));
    });

    expect(left.end).toBe('completed');
    expect(shelf.open()).toBe(1);
    expect(use((on) => session(on, downloaded)).values).toEqual([patterned(3)]);
    expect({ open: shelf.open(), active: modem.state.modem.contexts.get(1)?.active }).toEqual({
      open: 0,
      active: false,
    });
  });

  it('tells that the server went away, and logs in again the next time', () => {
    const shelf = ftpShelf({ '/a.bin': patterned(3) });
    const { use } = virtual(profile, shelf, { resultDelayMs: 1_000 });
    const gone = use((on) =>
      session(on, (channel, dialect) => {
        const hangUp = timer(500).pipe(
          tap(() => shelf.hangUp()),
          ignoreElements(),
        );
        return merge(hangUp, dialect.makeDirectory(channel, { path: '/logs', resultMs: MS }));
      }),
    );

    expect(gone.reason).toMatchObject({ kind: 'cftps', code: 4 });
    expect(use((on) => session(on, downloaded)).values).toEqual([patterned(3)]);
  });

  it('sets up TLS for both connections, and says that nobody is verified', () => {
    const { use, heard } = virtual(profile, ftpShelf());
    const notes: string[] = [];
    const { end } = use((on) => {
      on.trace.subscribe((entry) => notes.push(JSON.stringify(entry)));
      return session(on, () => EMPTY, { ...SERVER, tls: 'explicit' });
    });

    expect(end).toBe('completed');
    expect(heard).toEqual(
      expect.arrayContaining(['AT+CFTPSSLCFG=0,0', 'AT+CFTPSSLCFG=1,0', 'AT+CSSLCFG="enableSNI",0,1']),
    );
    expect(heard.find((text) => text.startsWith('AT+CFTPSLOGIN'))).toMatch(/,2$/);
    expect(notes.join()).toContain('FTPS without verification');
    expect(notes.join()).not.toContain('secret');
  });

  it('takes no login and no path that the modem would not', () => {
    const { lacks } = dialectOf(profile);
    const { use, heard } = virtual(profile, ftpShelf());

    expect(lacks(SERVER)).toBeUndefined();
    expect(lacks({ ...SERVER, password: 'x'.repeat(300) })).toContain('password');
    const path = 'x'.repeat(257);
    expect(
      use((on) => session(on, (channel, dialect) => dialect.remove(channel, { path, resultMs: MS }))).end,
    ).toBe('invalid-argument');
    expect(heard.join()).not.toContain('CFTPSDELE');
  });
});

describe('the ways in which an A7600 fails', () => {
  /** A modem that answers so to a command, and to all others with what they want. */
  const failing = (command: string, ...answers: readonly (Said | readonly Said[])[]) =>
    scripted((text, time) => {
      if (text.startsWith(command)) return answers[Math.min(time, answers.length) - 1];
      const [, name] = /^AT\+(CFTPS[A-Z]+)/.exec(text) ?? [];
      return name === undefined || name === 'CFTPSMODE' ? OK : OK + line(`+${name}: 0`);
    });
  const make = (channel: CommandChannel, dialect: FtpDialect) =>
    dialect.makeDirectory(channel, { path: '/a', resultMs: 5_000 });

  const run = <T>(
    modem: { transport: Parameters<typeof openModem>[0] },
    act: (channel: CommandChannel, dialect: FtpDialect) => Observable<T>,
  ): Watched<T> =>
    virtually(() =>
      watch(
        openModem(modem.transport, a7600).pipe(
          take(1),
          switchMap((on) => session(on, act)),
        ),
      ),
    );

  const code14 = { kind: 'cftps', code: 14, step: 'work' };

  it.each<readonly [string, Said | readonly Said[], object]>([
    ['OK, then the code', OK + line('+CFTPSMKD: 14'), code14],
    ['OK, then the code much later', [OK, { after: 4_000, say: line('+CFTPSMKD: 14') }], code14],
    ['the code, then ERROR', line('+CFTPSMKD: 14', 'ERROR'), code14],
    ['ERROR alone', line('ERROR'), { kind: 'refused' }],
    ['ERROR, then the code', line('ERROR', '+CFTPSMKD: 14'), code14],
    [
      'ERROR, then the code a little later',
      [line('ERROR'), { after: 200, say: line('+CFTPSMKD: 14') }],
      code14,
    ],
    ['OK, then nothing', OK, { kind: 'timeout', phase: 'result' }],
    ['OK, then that the server is gone', OK + line('+CFTPSNOTIFY: PEER CLOSED'), { kind: 'cftps', code: 4 }],
    ['OK, then that TLS ended', OK + line('+CFTPSNOTIFY: FTPS DISCONNECT'), { kind: 'cftps', code: 16 }],
    ['a code of the server’s', OK + line('+CFTPSMKD: 421'), { kind: 'cftps', code: 421 }],
  ])('with %s, are told', (_title, answer, reason) => {
    expect(run(failing('AT+CFTPSMKD', answer), make).reason).toMatchObject(reason);
  });

  it.each<readonly [string, Said | readonly Said[], object]>([
    ['a code at once', OK + line('+CFTPSGET: 9'), { kind: 'cftps', code: 9 }],
    [
      'a code behind some blocks',
      `${OK}${line('+CFTPSGET: DATA,3')}321${line('+CFTPSGET: 6')}`,
      { kind: 'cftps', code: 6 },
    ],
    ['a code, then ERROR', line('+CFTPSGET: 11', 'ERROR'), { kind: 'cftps', code: 11 }],
    ['ERROR, then a code', line('ERROR', '+CFTPSGET: 14'), code14],
    ['ERROR alone', line('ERROR'), { kind: 'refused' }],
  ])('in a download, with %s, are told', (_title, answer, reason) => {
    const got = run(failing('AT+CFTPSGET', answer), (channel, dialect) =>
      downloaded(channel, dialect, { way: 'windows' }),
    );

    expect(got.reason).toMatchObject(reason);
    expect(got.values).toEqual([]);
  });

  it('do not give a late code to the next command of the name', () => {
    const late = [line('ERROR'), { after: 290, say: line('+CFTPSMKD: 14') }];
    const modem = failing('AT+CFTPSMKD', late, [
      line('+CFTPSMKD: 14'),
      { after: 100, say: OK + line('+CFTPSMKD: 0') },
    ]);

    expect(run(modem, make).reason).toMatchObject(code14);
    expect(run(modem, make).end).toBe('completed');
  });

  it('do not end the next download with the late code of the last', () => {
    const body = `${line('+CFTPSGET: 9')}${OK}${line('+CFTPSGET: DATA,3')}321${line('+CFTPSGET: 0')}`;
    const got = run(failing('AT+CFTPSGET', body), (channel, dialect) =>
      downloaded(channel, dialect, { way: 'windows' }),
    );

    expect(got.values).toEqual([latin1Bytes('321')]);
  });

  it('take the length 9 for a failure where no listing knows the file so', () => {
    const modem = failing('AT+CFTPSSIZE', OK + line('+CFTPSSIZE: 9'));

    expect(
      run(modem, (channel, dialect) => dialect.size(channel, { path: '/a', resultMs: 5_000 })).reason,
    ).toMatchObject({
      kind: 'cftps',
      code: 9,
    });
  });

  it('end a session also where the result of LOGOUT stands before its OK', () => {
    const modem = failing('AT+CFTPSLOGOUT', line('+CFTPSLOGOUT: 0', 'OK'));
    const made = run(modem, make);

    expect(made.end).toBe('completed');
    expect(made.endedAt).toBeLessThan(5_000);
    expect(modem.written.at(-1)).toBe('AT+CFTPSSTOP');
  });

  it('go on without CFTPSMODE where the model has none', () => {
    expect(run(failing('AT+CFTPSMODE', line('ERROR')), make).end).toBe('completed');
  });

  it('lists again where bytes were lost', () => {
    const whole = `${OK}${line('+CFTPSLIST: DATA,5')}hello${line('+CFTPSLIST: 0')}`;
    const short = `${OK}${line('+CFTPSLIST: DATA,5')}hel${line('+CFTPSLIST: 0')}`;
    const listed = run(failing('AT+CFTPSLIST', short, whole), (channel, dialect) =>
      dialect.list(channel, { path: '/', resultMs: MS }).pipe(toArray()),
    );

    expect(listed.values).toEqual([[latin1Bytes('hello')]]);
  });
});
