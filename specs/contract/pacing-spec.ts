import { faults } from '../../lib/emulator';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  asyncScheduler,
  defer,
  delay,
  EMPTY,
  ignoreElements,
  NEVER,
  of,
  Subject,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { a7600, http, type Modem, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { patterned } from '../modem/bodies';
import { desk, type Desk, PAGE } from '../modem/desk';
import { asking, expectBalance, isSame } from './asking';
import { readsOf, wordsOf } from './words';

const all: readonly Profile[] = [sim800, a7600, sim7600, quectel];
const body = patterned(5_000);
const WINDOW = 1_000;

const reads = readsOf;
const url = { url: PAGE, windowBytes: WINDOW };

/** The last two commands: a Quectel modem's setting is put back behind the deletion of its file. */
const windingUp = ({ heard }: Desk): readonly string[] => heard.slice(-2);

describe.each(all)('into, on a $title', (profile) => {
  it('holds the next window back until the sink has taken the last', () => {
    const virtualDesk = desk(profile, body);
    const taken: number[] = [];
    const counts: number[] = [];
    const into = (chunk: Uint8Array) => {
      taken.push(chunk.length);
      counts.push(reads(virtualDesk));
      return of(null).pipe(
        delay(60_000),
        tap(() => counts.push(reads(virtualDesk))),
      );
    };
    const { values, end, endedAt } = asking(virtualDesk, (modem) => http.get(modem, { ...url, into }));

    expect(end).toBe('completed');
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(taken).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
    expect(endedAt).toBeGreaterThanOrEqual(300_000);
    expect(values.map((event) => event.kind === 'chunk' && event.loaded)).toEqual([
      false,
      1_000,
      2_000,
      3_000,
      4_000,
      5_000,
    ]);
    expectBalance(virtualDesk);
  });

  it('holds slices of one window back, too', () => {
    const virtualDesk = desk(profile, body, { faults: [faults.pieces({ least: 300, most: 300 })] });
    let [open, most] = [0, 0];
    const into = () =>
      defer(() => {
        open += 1;
        most = Math.max(most, open);
        return of(null).pipe(
          delay(1_000),
          tap(() => (open -= 1)),
        );
      });
    const { values, end } = asking(virtualDesk, (modem) => http.get(modem, { ...url, into }));

    expect({ end, most }).toEqual({ end: 'completed', most: 1 });
    expect(values.length).toBeGreaterThan(10);
  });

  it('asks for nothing more, and hangs up, where the sink is left in the middle', () => {
    const virtualDesk = desk(profile, body);
    const left = new Subject<void>();
    const into = () => defer(() => (left.next(), NEVER));
    const { end } = asking(virtualDesk, (modem) => http.get(modem, { ...url, into }).pipe(takeUntil(left)));

    expect(end).toBe('completed');
    expect(reads(virtualDesk)).toBe(1);
    expect(windingUp(virtualDesk)).toContain(wordsOf(profile).end);
    expectBalance(virtualDesk);
  });

  it('fails with the sink’s own error, and hangs up', () => {
    const virtualDesk = desk(profile, body);
    const into = () => throwError(() => new RangeError('the disk is full'));
    const { values, end } = asking(virtualDesk, (modem) => http.get(modem, { ...url, into }));

    expect(end).toBe('no ModemError: RangeError: the disk is full');
    expect(values.map(({ kind }) => kind)).toEqual(['head']);
    expect(reads(virtualDesk)).toBe(1);
    expectBalance(virtualDesk);
  });

  it('takes sinks that are promises or end at once', () => {
    const virtualDesk = desk(profile, body);
    const { end } = asking(virtualDesk, (modem) => http.get(modem, { ...url, into: () => EMPTY }));

    expect(end).toBe('completed');
    expect(reads(virtualDesk)).toBe(5);
  });
});

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets what was left wind up: the modem answers at once, so that takes a few turns of the loop. */
const wound = async ({ virtual }: Desk): Promise<void> => {
  for (let turn = 0; virtual.state.httpOpen && turn < 100_000; turn += 1) await turnOfTheLoop();
};

/** A modem that answers at once, in real time; at the end its session is closed. */
const onModem = async (virtualDesk: Desk, act: (modem: Modem) => Promise<void>): Promise<void> => {
  const { modem, close } = await new Promise<{ modem: Modem; close: () => void }>((resolve, reject) => {
    const connection = virtualDesk.connected({ quietMs: 0 }).subscribe({
      next: (connected) => resolve({ modem: connected, close: () => connection.unsubscribe() }),
      error: reject,
    });
  });
  try {
    await act(modem);
    await wound(virtualDesk);
    expectBalance(virtualDesk);
  } finally {
    close();
  }
};

/** Long enough for a modem that answers at once to answer a great many windows. */
const whileNobodyReads = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn += 1) await turnOfTheLoop();
};

describe.each(all)('an async iterable on a $title', (profile) => {
  it('gives the body, paced by its loop', async () => {
    const virtualDesk = desk(profile, body);
    await onModem(virtualDesk, async (modem) => {
      const chunks: Uint8Array[] = [];
      const counts: number[] = [];
      for await (const chunk of http.iterate(modem, url)) {
        chunks.push(chunk);
        await whileNobodyReads();
        counts.push(reads(virtualDesk));
      }

      expect(isSame(Buffer.concat(chunks), body)).toBe(true);
      expect(counts).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('hangs up politely where its loop is broken off', async () => {
    const virtualDesk = desk(profile, body);
    await onModem(virtualDesk, async (modem) => {
      for await (const chunk of http.iterate(modem, url)) {
        expect(chunk).toHaveLength(WINDOW);
        break;
      }
      await wound(virtualDesk);

      expect(reads(virtualDesk)).toBe(1);
      expect(windingUp(virtualDesk)).toContain(wordsOf(profile).end);
    });
  });

  it('hangs up politely where its loop throws', async () => {
    const virtualDesk = desk(profile, body);
    await onModem(virtualDesk, async (modem) => {
      const loop = async () => {
        for await (const _ of http.iterate(modem, url)) throw new RangeError('enough');
      };

      await expect(loop()).rejects.toThrow('enough');
      await wound(virtualDesk);
      expect(windingUp(virtualDesk)).toContain(wordsOf(profile).end);
    });
  });

  it('that is never stepped through asks for nothing', async () => {
    const virtualDesk = desk(profile, body);
    await onModem(virtualDesk, async (modem) => {
      const iterable = http.iterate(modem, url);
      await whileNobodyReads();
      await iterable.return();
      await whileNobodyReads();

      expect(virtualDesk.virtual.state.httpInits).toBe(0);
    });
  });

  it('throws what the request failed with', async () => {
    const virtualDesk = desk(profile, { status: 404, body: 'not here' });
    await onModem(virtualDesk, async (modem) => {
      await expect(http.iterate(modem, url).next()).rejects.toMatchObject({
        reason: { kind: 'http-status', head: { status: 404 } },
      });
    });
  });
});

describe.each(all)('a ReadableStream on a $title', (profile) => {
  it('asks for the next window when the last was read', async () => {
    const virtualDesk = desk(profile, body);
    await onModem(virtualDesk, async (modem) => {
      const reader = http.readable(modem, url).getReader();
      const counts: number[] = [];
      const chunks: Uint8Array[] = [];
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        chunks.push(next.value);
        await whileNobodyReads();
        counts.push(reads(virtualDesk));
      }

      expect(counts).toEqual([1, 2, 3, 4, 5]);
      expect(isSame(Buffer.concat(chunks), body)).toBe(true);
    });
  });

  it('gives all to readers that ask ahead', async () => {
    const virtualDesk = desk(profile, body);
    await onModem(virtualDesk, async (modem) => {
      const reader = http.readable(modem, url).getReader();
      const got = await Promise.all(Array.from({ length: 7 }, () => reader.read()));

      expect(got.map(({ done }) => done)).toEqual([false, false, false, false, false, true, true]);
      expect(isSame(Buffer.concat(got.flatMap(({ value }) => (value ? [value] : []))), body)).toBe(true);
    });
  });

  it('hangs up politely when it is cancelled, before and behind the first chunk', async () => {
    for (const before of [0, 1, 2]) {
      const virtualDesk = desk(profile, body);
      await onModem(virtualDesk, async (modem) => {
        const reader = http.readable(modem, url).getReader();
        for (let at = 0; at < before; at += 1) await reader.read();
        await reader.cancel();
        await whileNobodyReads();

        expect(reads(virtualDesk)).toBeLessThanOrEqual(Math.max(1, before));
      });
    }
  });

  it('gives an empty body', async () => {
    const virtualDesk = desk(profile, '');
    await onModem(virtualDesk, async (modem) => {
      expect(await http.readable(modem, url).getReader().read()).toEqual({ done: true, value: undefined });
    });
  });
});

describe('a body of 50 MB', () => {
  const MB = 1_000_000;
  const WHOLE = 50 * MB;
  const LARGE_WINDOW = 65_536;

  /** What is alive after all that is not has been swept away. */
  const alive = (): number => {
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };

  it('is read with no more than a few windows alive at a time', () => {
    const part = patterned(LARGE_WINDOW);
    const large = new Uint8Array(WHOLE);
    for (let at = 0; at < WHOLE; at += part.length) large.set(part.subarray(0, WHOLE - at), at);
    const virtualDesk = desk(a7600, large, { faults: [faults.blockBytes({ most: LARGE_WINDOW })] });
    const seen: number[] = [];
    let [at, wrong, next] = [0, 0, 0];
    const into = (chunk: Uint8Array) =>
      defer(() => {
        if (!isSame(chunk, large.subarray(at, at + chunk.length))) wrong += 1;
        at += chunk.length;
        if (at >= next) {
          seen.push(alive());
          next += 10 * MB;
        }
        return EMPTY;
      });
    const { end } = asking(virtualDesk, (modem) =>
      http.get(modem, { url: PAGE, windowBytes: LARGE_WINDOW, into }).pipe(ignoreElements()),
    );
    const [first = NaN, ...later] = seen;

    expect({ end, at, wrong }).toEqual({ end: 'completed', at: WHOLE, wrong: 0 });
    expect(later).toHaveLength(5);
    // What holds on to windows holds on to all of them: the least of the later ones would be 10 MB more.
    expect(Math.min(...later) - first).toBeLessThan(8 * LARGE_WINDOW);
    expect(Math.max(...later) - first).toBeLessThan(10 * MB);
    expectBalance(virtualDesk);
  }, 60_000);
});

/** How much of the line a download uses, from its first READ to its last byte, in percent. */
const shareOf = (profile: Profile, baud: number, totalBytes: number): number => {
  // One block a window, as the manuals show: blocks of 1,024 bytes have headers that take 2 % of the line by themselves.
  const virtualDesk = desk(profile, patterned(totalBytes), {
    ...{ baud, latencyMs: 1, faults: [faults.blockBytes({ most: 65_536 })] },
  });
  let [firstMs, lastMs] = [0, 0];
  const { read } = wordsOf(profile);
  virtualDesk.virtual.heard.subscribe((line) => {
    if (firstMs === 0 && line.startsWith(read)) firstMs = asyncScheduler.now();
  });
  const { end } = asking(virtualDesk, (modem) =>
    http
      .get(modem, PAGE)
      .pipe(tap((event) => (lastMs = event.kind === 'chunk' ? asyncScheduler.now() : lastMs))),
  );
  expect(end).toBe('completed');
  return (100 * ((totalBytes * 10_000) / baud)) / (lastMs - firstMs);
};

describe('windows that adapt', () => {
  it.each([
    [sim800.title, 115_200, sim800],
    [sim800.title, 921_600, sim800],
    [a7600.title, 115_200, a7600],
    [a7600.title, 921_600, a7600],
    [sim7600.title, 921_600, sim7600],
    [quectel.title, 921_600, quectel],
  ])('leave a download at least 98 %% of the line: %s at %d baud', (_, baud, profile) => {
    expect(shareOf(profile, baud, 300_000)).toBeGreaterThan(98);
  });
});
