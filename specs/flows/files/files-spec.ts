import { type Observable, concat, delay, ignoreElements, of, switchMap, take, toArray } from 'rxjs';
import { a7600, files, type Profile, quectel, sim7600, sim800 } from '../../../lib';
import { faults, type EmulatorSettings } from '../../../lib/emulator';
import type { Modem } from '../../../lib/modem/modem';
import { latin1Bytes } from '../../../lib/grammar/latin1';
import { joinBytes } from '../../../operators/joinBytes';
import { lookAlike, patterned, repeated } from '../../modem/bodies';
import { desk, type Desk } from '../../modem/desk';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';
import { fullOr } from '../../helpers/thin';
import { isSame } from '../../contract/asking';

type Bytes = Uint8Array;

const STRIDE_MS = fullOr(1, 5);
const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '+XYZ: nobody knows'];
const families: readonly (readonly [string, Profile])[] = [
  ['SIM800', sim800],
  ['A7600', a7600],
  ['SIM7600', sim7600],
  ['Quectel', quectel],
];
const contents: readonly (readonly [string, Bytes])[] = [
  ['no byte', patterned(0)],
  ['1 byte', patterned(1)],
  ['4,096 bytes', patterned(4_096)],
  ['4,097 bytes', patterned(4_097)],
  ['20,000 bytes', patterned(20_000)],
  ['all that modems say', lookAlike],
  ['all that modems say, over and over', repeated(lookAlike, 20_000)],
  ['the word ERROR', latin1Bytes('ERROR')],
  ['the line ERROR', latin1Bytes('ERROR\r\n')],
  ['a URC and an empty line', latin1Bytes('+CREG: 1\r\n\r\nand so on\r\n')],
  ['a line that nobody knows, and an empty one', latin1Bytes('hello\r\n\r\nand so on\r\n')],
];
const manners: readonly (readonly [string, Partial<EmulatorSettings>])[] = [
  ['answers at once', {}],
  ['answers a little later', { latencyMs: 2 }],
  ['sends pieces of 1 to 7 bytes', { latencyMs: 1, faults: [faults.pieces({ least: 1, most: 7 })] }],
  ['says URCs everywhere', { faults: [faults.urcs({ lines: URCS, where: ['everywhere'] })] }],
  [
    'says URCs everywhere, in pieces',
    {
      latencyMs: 1,
      faults: [
        faults.urcs({ lines: URCS, where: ['everywhere'], seed: 3 }),
        faults.pieces({ least: 1, most: 7, seed: 5 }),
      ],
    },
  ],
  ['echoes, and is paced as a line of 115,200 baud', { baud: 115_200 }],
  ['gives blocks of 100 bytes', { faults: [faults.blockBytes({ most: 100 })] }],
];

const seed = ({ virtual }: Desk, name: string, bytes: Bytes): string => {
  const { drive } = virtual.state.storage.disk;
  const path = virtual.family === 'sim800' ? `${drive}/User/${name}` : `${drive}/${name}`;
  expect(virtual.state.storage.write(path, bytes)).toBe(true);
  return path;
};

/** Connects, does something with the modem, leaves. */
const on = <T>(virtualDesk: Desk, act: (modem: Modem) => Observable<T>): Watched<T> =>
  virtually(() => watch(virtualDesk.connected().pipe(take(1), switchMap(act))));

const joinedChunks = (watched: Watched<{ readonly bytes: Bytes }>): Bytes =>
  joinBytes(watched.values.map(({ bytes }) => bytes));
const commandsOf = ({ heard }: Desk): readonly string[] =>
  heard.filter((line) => /^AT\+(FS|CF|QF)/.test(line));

/** What the contract can't say the same of every family. */
interface FileWords {
  readonly hasDirectories: boolean;
  /** How a file that is not there is reported. */
  readonly missing: string;
  /** The most bytes of one written piece. */
  readonly pieceBytes: number;
  /** Reads a window, and how many commands that takes; writes a piece. */
  readonly read: string;
  readonly readCommands: number;
  readonly write: string;
}
const SIMCOM: FileWords = {
  ...{ hasDirectories: true, missing: 'refused', pieceBytes: 4_096 },
  ...{ read: 'AT+CFTRANTX', readCommands: 1, write: 'AT+FSWRITE' },
};
const WORDS: Readonly<Record<string, FileWords>> = {
  sim800: { ...SIMCOM, read: 'AT+FSREAD' },
  quectel: {
    ...{ hasDirectories: false, missing: 'cme', pieceBytes: 1_024 },
    ...{ read: 'AT+QFREAD', readCommands: 4, write: 'AT+QFWRITE' },
  },
};

describe.each(families)('files on a %s', (_, profile) => {
  const words = WORDS[profile.name] ?? SIMCOM;
  const put = (knobs: Partial<EmulatorSettings> = {}): Desk => desk(profile, '', knobs);

  describe.each(manners)('that %s', (_manner, knobs) => {
    it.each(contents)('reads %s', (_name, bytes) => {
      const virtualDesk = put(knobs);
      seed(virtualDesk, 'a.bin', bytes);
      const read = on(virtualDesk, (modem) => files.read(modem, 'a.bin'));

      expect(read.end).toBe('completed');
      expect(isSame(joinedChunks(read), bytes)).toBe(true);
      const last = read.values.at(-1);
      if (bytes.length > 0)
        expect(last).toMatchObject({ kind: 'chunk', loaded: bytes.length, total: bytes.length });
    });

    it.each(contents)('writes %s', (_name, bytes) => {
      const virtualDesk = put(knobs);
      const written = on(virtualDesk, (modem) => files.write(modem, 'b.bin', bytes));
      const path = seed(put(), 'b.bin', bytes);

      expect(written.end).toBe('completed');
      expect(isSame(virtualDesk.virtual.state.storage.read(path), bytes)).toBe(true);
      expect(written.values.at(-1)).toEqual({ kind: 'sent', loaded: bytes.length, total: bytes.length });
      expect(virtualDesk.virtual.state.modem.openFiles.size).toBe(0);
    });
  });

  it('writes in the place of a longer file', () => {
    const virtualDesk = put();
    const path = seed(virtualDesk, 'a.bin', patterned(9_000));

    expect(on(virtualDesk, (modem) => files.write(modem, 'a.bin', patterned(10))).end).toBe('completed');
    expect(virtualDesk.virtual.state.storage.read(path)).toEqual(patterned(10));
  });

  it('tells of each piece when it is stored', () => {
    const { values } = on(put(), (modem) => files.write(modem, 'a.bin', patterned(10_000)));

    const { pieceBytes } = words;
    const pieces = Array.from({ length: Math.ceil(10_000 / pieceBytes) }, (__, at) =>
      Math.min(10_000, (at + 1) * pieceBytes),
    );

    expect(values.map(({ loaded }) => loaded)).toEqual(pieces);
  });

  it('asks for the next window when the sink has taken the last', () => {
    const virtualDesk = put();
    seed(virtualDesk, 'a.bin', patterned(3_000));
    const asked: number[] = [];
    const into = (): Observable<unknown> => {
      asked.push(commandsOf(virtualDesk).length);
      return of(null).pipe(delay(1_000));
    };
    const read = on(virtualDesk, (modem) => files.read(modem, 'a.bin', { windowBytes: 1_000, into }));
    const first = asked[0] ?? 0;

    expect(asked).toEqual([0, 1, 2].map((nth) => first + nth * words.readCommands));
    expect(isSame(joinedChunks(read), patterned(3_000))).toBe(true);
  });

  it('tells the size of a file', () => {
    const virtualDesk = put();
    seed(virtualDesk, 'a.bin', patterned(1_234));

    expect(on(virtualDesk, (modem) => files.size(modem, 'a.bin')).values).toEqual([1_234]);
  });

  it('lists what is there, whoever talks meanwhile', () => {
    const virtualDesk = put({ faults: [faults.urcs({ lines: URCS, where: ['everywhere'] })] });
    const path = seed(virtualDesk, 'a.bin', patterned(1));
    seed(virtualDesk, 'b.bin', patterned(1));
    const { storage } = virtualDesk.virtual.state;
    if (words.hasDirectories) storage.makeFolder(path.replace('a.bin', 'logs'));
    const { values, end } = on(virtualDesk, (modem) => files.list(modem));

    expect(end).toBe('completed');
    const names = values.map(({ kind, name }) => `${kind} ${name}`);
    const found = ['file a.bin', 'file b.bin', ...(words.hasDirectories ? ['directory logs'] : [])];

    expect(names).toEqual(expect.arrayContaining(found));
    expect(names).toHaveLength(found.length + (profile === sim800 ? 1 : 0));
  });

  it('lists a directory by its name, and an empty one as nothing', () => {
    const virtualDesk = put();
    if (!words.hasDirectories) {
      expect(on(virtualDesk, (modem) => files.list(modem)).values).toEqual([]);
      expect(on(virtualDesk, (modem) => files.list(modem, 'logs')).reason).toMatchObject({
        kind: 'invalid-argument',
        problem: 'the modem has no directories; name a drive',
      });
      expect(commandsOf(virtualDesk)).toHaveLength(1);
      return;
    }
    const path = seed(virtualDesk, 'a.bin', patterned(1));
    const { storage } = virtualDesk.virtual.state;
    storage.makeFolder(path.replace('a.bin', 'logs'));
    storage.makeFolder(path.replace('a.bin', 'none'));
    storage.write(path.replace('a.bin', 'logs/today.csv'), patterned(3));
    const { values } = on(virtualDesk, (modem) =>
      concat(files.list(modem, 'logs'), files.list(modem, 'none/')),
    );

    expect(values).toEqual([{ name: 'today.csv', kind: 'file' }]);
    expect(on(virtualDesk, (modem) => files.size(modem, 'logs/today.csv')).values).toEqual([3]);
  });

  it('removes a file', () => {
    const virtualDesk = put();
    const path = seed(virtualDesk, 'a.bin', patterned(1));

    expect(on(virtualDesk, (modem) => files.remove(modem, 'a.bin'))).toMatchObject({
      end: 'completed',
      values: [],
    });
    expect(virtualDesk.virtual.state.storage.read(path)).toBeUndefined();
  });

  it('tells how much room there is, and that a file takes some', () => {
    const virtualDesk = put();
    const { values } = on(virtualDesk, (modem) =>
      concat(
        files.free(modem),
        files.write(modem, 'a.bin', patterned(1_000)).pipe(ignoreElements()),
        files.free(modem),
      ),
    );
    const [before] = values;

    const after = values.slice(1).find(({ drive }) => drive === before?.drive);

    expect(virtualDesk.virtual.state.storage.disk.drive).toContain(before?.drive);
    expect((before?.freeBytes ?? 0) - (after?.freeBytes ?? 0)).toBe(1_000);
  });

  it.each([
    ['size', (modem: Modem) => files.size(modem, 'none.bin')],
    ['read', (modem: Modem) => files.read(modem, 'none.bin')],
    ['remove', (modem: Modem) => files.remove(modem, 'none.bin')],
    ['list', (modem: Modem) => files.list(modem, 'none')],
    ['write', (modem: Modem) => files.write(modem, 'none/a.bin', patterned(1))],
  ] as const)('fails where there is nothing to %s, and is well afterwards', (_what, act) => {
    const virtualDesk = put();
    const failed = on(virtualDesk, act as (modem: Modem) => Observable<unknown>);
    const isDirectory = _what === 'list' || _what === 'write';

    expect(failed.end).toBe(isDirectory && !words.hasDirectories ? 'invalid-argument' : words.missing);
    expect(on(virtualDesk, (modem) => files.write(modem, 'a.bin', patterned(5))).end).toBe('completed');
  });

  it.each([
    'a\r\nAT+CPOWD=1',
    'a\0',
    'a\x1a',
    'a\x1b',
    'a"',
    'a,b',
    'a;+CPOWD=1',
    '*.*',
    '?',
    'a\u20ac',
    ' ',
  ])('writes nothing for a path that could leave its field: %j', (path) => {
    const virtualDesk = put();
    for (const act of [files.size, files.read, files.remove] as const) {
      const failed = on(virtualDesk, (modem) => act(modem, path) as Observable<unknown>);
      expect(failed.reason).toMatchObject({ kind: 'invalid-argument', name: 'path' });
    }
    expect(on(virtualDesk, (modem) => files.write(modem, path, patterned(1))).reason?.kind).toBe(
      'invalid-argument',
    );
    expect(commandsOf(virtualDesk)).toEqual([]);
  });

  it('takes slash and backslash for one, and full paths as they are', () => {
    const virtualDesk = put();
    const path = seed(virtualDesk, 'a.bin', patterned(7));
    const { values } = on(virtualDesk, (modem) =>
      concat(
        files.size(modem, path),
        files.size(modem, path.replaceAll('/', '\\')),
        files.size(modem, '/a.bin'),
        files.size(modem, '\\a.bin'),
      ),
    );

    expect(values).toEqual([7, 7, 7, 7]);
  });

  it('does one thing after the other, however they were begun', () => {
    const virtualDesk = put({ latencyMs: 1 });
    const first: { written?: Watched<unknown> } = {};
    const second = on(virtualDesk, (modem) => {
      first.written = watch(files.write(modem, 'a.bin', patterned(9_000)));
      return files.read(modem, 'a.bin');
    });

    expect(first.written?.end).toBe('completed');
    expect(isSame(joinedChunks(second), patterned(9_000))).toBe(true);
  });

  it('leaves no half file and no handle behind where the reader leaves a write, at any time', () => {
    const whole = put({ latencyMs: 1 });
    const { endedAt = 0 } = on(whole, (modem) => files.write(modem, 'a.bin', patterned(9_000)));
    const path = seed(put(), 'a.bin', patterned(0));
    expect(endedAt).toBeGreaterThan(5);

    for (let leftMs = 0; leftMs <= endedAt; leftMs += STRIDE_MS) {
      const virtualDesk = put({ latencyMs: 1 });
      const kept: { modem?: Modem } = {};
      const after = virtually(() =>
        watch(
          virtualDesk.connected().pipe(
            switchMap((modem) => {
              kept.modem = modem;
              const left = watch(files.write(modem, 'a.bin', patterned(9_000)));
              return of(null).pipe(
                delay(leftMs),
                switchMap(() => {
                  left.subscription.unsubscribe();
                  return concat(
                    files.write(modem, 'b.bin', patterned(5_000)),
                    files.read(modem, 'b.bin'),
                  ).pipe(toArray());
                }),
              );
            }),
            take(1),
          ),
        ),
      );
      const { storage, modem } = virtualDesk.virtual.state;
      const rest = storage.read(path)?.length;

      expect({ leftMs, end: after.end }).toEqual({ leftMs, end: 'completed' });
      expect([undefined, 9_000]).toContain(rest);
      expect(isSame(storage.read(path.replace('a.bin', 'b.bin')), patterned(5_000))).toBe(true);
      expect(modem.openFiles.size).toBe(0);
    }
  });

  it('is well where the reader leaves a read, at any time', () => {
    for (let leftMs = 0; leftMs <= 20; leftMs += STRIDE_MS) {
      const virtualDesk = put({ latencyMs: 1, baud: 115_200 });
      seed(virtualDesk, 'a.bin', patterned(6_000));
      const after = virtually(() =>
        watch(
          virtualDesk.connected().pipe(
            switchMap((modem) => {
              const left = watch(files.read(modem, 'a.bin'));
              return of(null).pipe(
                delay(leftMs * 40),
                switchMap(() => {
                  left.subscription.unsubscribe();
                  return files.read(modem, 'a.bin').pipe(toArray());
                }),
              );
            }),
            take(1),
          ),
        ),
      );

      expect({ leftMs, end: after.end }).toEqual({ leftMs, end: 'completed' });
      expect(isSame(joinBytes((after.values[0] ?? []).map(({ bytes }) => bytes)), patterned(6_000))).toBe(
        true,
      );
    }
  });

  it('reads a window again whose bytes were lost', () => {
    const virtualDesk = put({ faults: [faults.lostBytes({ during: words.read, after: 900, count: 3 })] });
    seed(virtualDesk, 'a.bin', patterned(6_000));
    const read = on(virtualDesk, (modem) => files.read(modem, 'a.bin'));

    expect(read.end).toBe('completed');
    expect(isSame(joinedChunks(read), patterned(6_000))).toBe(true);
    expect(on(virtualDesk, (modem) => files.size(modem, 'a.bin')).values).toEqual([6_000]);
  });

  it('fails with reset where the modem restarts in the middle, and is well afterwards', () => {
    const virtualDesk = put({ latencyMs: 1, faults: [faults.restart({ during: words.write, after: 3 })] });
    const failed = on(virtualDesk, (modem) => files.write(modem, 'a.bin', patterned(9_000)));

    expect(failed.end).toBe('reset');
    expect(on(virtualDesk, (modem) => files.write(modem, 'a.bin', patterned(50))).end).toBe('completed');
  });

  it('keeps its files over a restart', () => {
    const virtualDesk = put();
    seed(virtualDesk, 'a.bin', patterned(3));
    virtualDesk.virtual.restart();

    expect(on(virtualDesk, (modem) => files.size(modem, 'a.bin')).values).toEqual([3]);
  });
});

describe('a SIM800 whose file is gone between its size and its bytes', () => {
  it('says that it was refused: ERROR can not be told from a file that begins so, but the next question can', () => {
    const virtualDesk = desk(sim800, '', { latencyMs: 1 });
    const path = seed(virtualDesk, 'a.bin', patterned(6_000));
    const into = (): Observable<unknown> => {
      virtualDesk.virtual.state.storage.remove(path);
      return of(null);
    };
    const read = on(virtualDesk, (modem) => files.read(modem, 'a.bin', { into }));

    expect(read.end).toBe('refused');
    expect(read.values.length).toBeGreaterThan(0);
    expect(isSame(joinedChunks(read), patterned(6_000).subarray(0, 4_096))).toBe(true);
    expect(read.endedAt).toBeLessThan(20_000);
  });
});
