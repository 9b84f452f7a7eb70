import {
  catchError,
  concat,
  defer,
  ignoreElements,
  map,
  merge,
  NEVER,
  type Observable,
  of,
  takeUntil,
  timer,
} from 'rxjs';
import { a7600, collect, ftp, http, type Modem, ModemError, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { type Fault, faults } from '../../lib/emulator';
import { joinBytes } from '../../operators/joinBytes';
import { patterned } from '../modem/bodies';
import { desk, PAGE } from '../modem/desk';
import { asking, countOf, expectBalance, isSame, recorded } from './asking';
import { ftpDesk, server } from './ftpDesk';
import { readsOf, windowAt, wordsOf } from './words';

const all: readonly Profile[] = [sim800, a7600, sim7600, quectel];
const ONCE = { attempts: 1, delay: 0 } as const;
const OTHER = 'http://example.com/other';
const body = patterned(900);
const WINDOW = 300;

describe.each(all)('a GET on a $title', (profile) => {
  const got = (wrong: readonly Fault[], more: Partial<Parameters<typeof http.request>[1]> = {}) => {
    const on = desk(profile, body, { latencyMs: 1, faults: wrong });
    const { end, values, endedAt } = asking(on, (modem) =>
      http.get(modem, { url: PAGE, windowBytes: WINDOW, ...more }).pipe(collect()),
    );
    return { on, end, endedAt: endedAt ?? NaN, bytes: values[0]?.bytes };
  };

  it('reads a window again whose bytes were lost in the middle', () => {
    const { on, end, bytes } = got([
      faults.lostBytes({ ...windowAt(profile, 300, 1), after: 150, count: 20 }),
    ]);

    expect({ end, same: isSame(bytes, body) }).toEqual({ end: 'completed', same: true });
    // The A7600's and SIM7600's are asked for with the whole request.
    // A Quectel's lies in a file, as a SIM800's in its memory.
    if (profile === quectel) expect([readsOf(on), countOf(on, 'AT+QHTTPGET=')]).toEqual([4, 1]);
    else expect(countOf(on, profile === sim800 ? 'AT+HTTPREAD=300,' : 'AT+HTTPACTION')).toBe(2);
    expectBalance(on);
  });

  it('fails with `corrupt` where that happens again', () => {
    const { on, end } = got(
      [faults.lostBytes({ ...windowAt(profile, 300, 1), after: 150, count: 3, times: 'always' })],
      { retry: ONCE, resume: false },
    );

    expect(end).toBe('corrupt');
    expectBalance(on);
  });

  it('says so, or goes on, where the modem restarts after any number of bytes, and takes its boot lines for no data', () => {
    for (let after = 0; after < 330; after += 11) {
      const restarted = [faults.restart({ ...windowAt(profile, 300, 1), after })];
      const failed = got(restarted, { retry: ONCE, resume: false });
      const resumed = got(restarted);

      expect([after, /^(?:completed|reset|corrupt|timeout .*)$/.test(failed.end)]).toEqual([after, true]);
      if (failed.end === 'completed') expect(isSame(failed.bytes, body)).toBe(true);
      expect(failed.endedAt).toBeLessThan(20_000);
      expect({ after, end: resumed.end, same: isSame(resumed.bytes, body) }).toEqual({
        after,
        end: 'completed',
        same: true,
      });
    }
  });

  it('believes a firmware that gives no more at once than so much, the second time', () => {
    const { end, bytes } = got([faults.blockBytes({ most: 100 })]);

    expect({ end, same: isSame(bytes, body) }).toEqual({ end: 'completed', same: true });
  });
});

describe.each(all)('a POST on a $title', (profile) => {
  it.each([
    ['before it asks for the data', 0],
    ['while it takes the data, before its result code', 12],
  ])('finds the line again and goes on where the modem stalls %s', (_, after) => {
    const { requests, page } = recorded(({ body: sent }) => sent);
    const on = desk(profile, page, {
      latencyMs: 1,
      faults: [faults.noEcho(), faults.stall({ during: wordsOf(profile).input, after })],
    });
    const { end, values, endedAt } = asking(on, (modem) =>
      http.post(modem, { url: PAGE, body, inputMs: 20_000 }).pipe(collect()),
    );

    expect({ end, same: isSame(values[0]?.bytes, body) }).toEqual({ end: 'completed', same: true });
    expect(requests).toHaveLength(1);
    // HTTPDATA’s own limit, the line found again, and the rest.
    expect(endedAt).toBeLessThan(150_000);
    expectBalance(on);
  });
});

/** Leaves a piece of work after so long, then does another one on the same modem. */
const leftThen =
  <T>(leave: (modem: Modem) => Observable<unknown>, afterMs: number, next: (modem: Modem) => Observable<T>) =>
  (modem: Modem): Observable<T> => {
    const left = merge(leave(modem), NEVER).pipe(ignoreElements(), takeUntil(timer(afterMs)));
    return concat(
      left,
      defer(() => next(modem)),
    );
  };

describe.each(all)('late news on a $title', (profile) => {
  it.each([
    ...[500, 2_000, 4_000, 6_000, 9_000].map((ms) => [ms, 0] as const),
    ...[4_000, 6_000, 9_000].map((ms) => [ms, 3_000] as const),
  ])(
    'never lends the result of a GET that was left to the next one, %d ms late, where that takes %d ms',
    (ms, delayMs) => {
      {
        const other = patterned(150).reverse();
        const on = desk(
          profile,
          { body },
          { latencyMs: 1, faults: [faults.lateResult({ of: wordsOf(profile).act, ms })] },
          { [OTHER]: { body: other, delayMs } },
        );
        const { end, values } = asking(
          on,
          leftThen(
            (modem) => http.get(modem, PAGE),
            300,
            (modem) => http.get(modem, { url: OTHER, windowBytes: WINDOW }).pipe(collect()),
          ),
        );

        expect({ ms, delayMs, end, same: isSame(values[0]?.bytes, other) }).toEqual({
          ms,
          delayMs,
          end: 'completed',
          same: true,
        });
        expectBalance(on);
      }
    },
  );

  it.each([500, 2_000])(
    'fails with a reason where the result of a GET that was left comes %d ms late, while the next one is waited for',
    (ms) => {
      const other = patterned(150).reverse();
      const on = desk(
        profile,
        { body },
        { latencyMs: 1, faults: [faults.lateResult({ of: wordsOf(profile).act, ms })] },
        { [OTHER]: { body: other, delayMs: 3_000 } },
      );
      const { end, values } = asking(
        on,
        leftThen(
          (modem) => http.get(modem, PAGE),
          300,
          (modem) =>
            concat(
              http.get(modem, { url: OTHER }).pipe(
                collect(),
                catchError((error: unknown) => of(error instanceof ModemError ? error.reason : undefined)),
              ),
              http.get(modem, { url: OTHER }).pipe(collect()),
            ),
        ),
      );
      const [first, second] = values;

      expect(end).toBe('completed');
      // Nothing that the modem says tells the two results apart; what is read then contradicts the first one. A Quectel refuses to
      // give a response while the request runs, so the second try gets the right one.
      if (profile === quectel) expect(first && 'bytes' in first && isSame(first.bytes, other)).toBe(true);
      else expect(first).toEqual({ kind: 'range', problem: expect.any(String) as string });
      expect(second && 'bytes' in second && isSame(second.bytes, other)).toBe(true);
    },
  );

  it('never lends a late OK to the next command', () => {
    const { begin, url, read, end } = wordsOf(profile);
    for (const during of [begin, url, read, end]) {
      const on = desk(profile, body, {
        latencyMs: 1,
        faults: [faults.slowFinals({ during, ms: 6_500, times: 1 })],
      });
      const { end, values } = asking(on, (modem) =>
        concat(http.get(modem, PAGE).pipe(collect()), http.get(modem, PAGE).pipe(collect())),
      );

      expect({ during, end }).toEqual({ during, end: 'completed' });
      expect(values.map(({ bytes }) => isSame(bytes, body))).toEqual([true, true]);
      expectBalance(on);
    }
  });
});

describe('late news of FTP on a SIM800', () => {
  const files = { '/a.bin': patterned(3_000), '/b.bin': patterned(500).reverse() };
  const bytesOf = (events: Observable<unknown>): Observable<Uint8Array> =>
    events.pipe(
      map((event) => (event as { readonly bytes?: Uint8Array }).bytes ?? new Uint8Array(0)),
      (slices) => collected(slices),
    );
  const collected = (slices: Observable<Uint8Array>): Observable<Uint8Array> => {
    const parts: Uint8Array[] = [];
    return concat(
      slices.pipe(
        map((slice) => parts.push(slice)),
        ignoreElements(),
      ),
      defer(() => of(joinBytes(parts))),
    );
  };

  it.each([500, 1_500, 3_000, 6_000])(
    'never ends the next transfer with the +FTPGET: 1,86 of one that was quit, %d ms late',
    (ms) => {
      // The second of its results: the first one says that data waits.
      const on = ftpDesk(
        sim800,
        { files, chunkMs: 20, chunkBytes: 100 },
        { latencyMs: 1, faults: [faults.lateResult({ of: 'AT+FTPGET: 1,86', ms })] },
      );
      const { end, values } = on.on(
        leftThen(
          (modem) => ftp.get(modem, server, '/a.bin', { way: 'windows' }),
          400,
          (modem) => bytesOf(ftp.get(modem, server, '/b.bin', { way: 'windows' })),
        ),
      );

      expect(on.heard.some((line) => line === 'AT+FTPQUIT')).toBe(true);
      expect({ ms, end, same: isSame(values[0], files['/b.bin']) }).toEqual({
        ms,
        end: 'completed',
        same: true,
      });
    },
  );
});
