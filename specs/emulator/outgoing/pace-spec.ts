import { asyncScheduler, Subject } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { Sound } from '../../../lib/emulator/outgoing/encode';
import { pace, type Pace } from '../../../lib/emulator/outgoing/pace';

const soundOf = (length: number): Sound => ({ bytes: new Uint8Array(length) });
const msOf = (bytes: number, baud: number): number => (bytes * 10_000) / baud;

/** When how many bytes arrive; `skew` is what the clock shows more than time has passed, once so many pieces arrived. */
const arrivals = (
  how: Pace,
  sounds: readonly (readonly [atMs: number, bytes: number])[],
  skew: (arrived: number) => number = () => 0,
): [atMs: number, bytes: number][] => {
  const arrived: [number, number][] = [];
  const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
  scheduler.run(({ flush }) => {
    const said = new Subject<Sound>();
    jest.spyOn(asyncScheduler, 'now').mockImplementation(() => scheduler.now() + skew(arrived.length));
    said.pipe(pace(how)).subscribe(({ bytes }) => arrived.push([scheduler.now(), bytes.length]));
    for (const [atMs, bytes] of sounds) asyncScheduler.schedule(() => said.next(soundOf(bytes)), atMs);
    flush();
  });
  return arrived;
};

const expectArrivals = (
  found: readonly (readonly [number, number])[],
  wanted: readonly (readonly [number, number])[],
): void => {
  expect(found.map(([, bytes]) => bytes)).toEqual(wanted.map(([, bytes]) => bytes));
  wanted.forEach(([atMs], at) => expect(found[at]?.[0]).toBeCloseTo(atMs, 6));
};

const fast: Pace = { baud: 115_200, keepsPieces: false };

describe('a paced line', () => {
  afterEach(() => jest.restoreAllMocks());

  it('hands over what a fast line carried in 16 ms, and the rest when its last bit has come', () => {
    expectArrivals(arrivals(fast, [[0, 400]]), [
      [msOf(184, 115_200), 184],
      [msOf(368, 115_200), 184],
      [msOf(400, 115_200), 32],
    ]);
  });

  it.each([300, 1_200, 2_400])('hands over byte by byte at %d baud', (baud) => {
    const found = arrivals({ baud, keepsPieces: false }, [[0, 5]]);
    expectArrivals(
      found,
      [1, 2, 3, 4, 5].map((bytes) => [msOf(bytes, baud), 1]),
    );
  });

  it('carries one sound behind the other, and begins anew after a rest', () => {
    const sounds = [
      [0, 6],
      [0.1, 20],
      [50, 6],
    ] as const;
    expectArrivals(arrivals(fast, sounds), [
      [msOf(6, 115_200), 6],
      [msOf(26, 115_200), 20],
      [50 + msOf(6, 115_200), 6],
    ]);
  });

  it('keeps pieces that somebody else has cut', () => {
    const sounds = [
      [0, 1_000],
      [0, 3],
    ] as const;
    expectArrivals(arrivals({ ...fast, keepsPieces: true }, sounds), [
      [msOf(1_000, 115_200), 1_000],
      [msOf(1_003, 115_200), 3],
    ]);
  });

  it('passes on where a command’s answer begins, at its place', () => {
    const heard: (string | number)[] = [];
    new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => {
      const said = new Subject<Sound>();
      said.pipe(pace(fast)).subscribe(({ bytes, begin }) => heard.push(begin ?? bytes.length));
      said.next(soundOf(10));
      said.next({ bytes: new Uint8Array(0), begin: 'AT' });
      said.next(soundOf(20));
      flush();
    });
    expect(heard).toEqual([10, 'AT', 20]);
  });

  it('gives at once what came while its timer was late, and is not late any more', () => {
    const lateMs = 50;
    const found = arrivals(fast, [[0, 2_000]], (arrived) => (arrived === 0 ? 0 : lateMs));
    const [, second, third] = found;
    // The second timer was set for 184 bytes when the clock showed 50 ms more: all that had come went with the first ring.
    expect(second?.[1]).toBe(Math.floor((lateMs + msOf(184, 115_200)) / msOf(1, 115_200) + 1e-6) - 184);
    expect(third?.[1]).toBe(184);
    expect(found.at(-1)?.[0]).toBeCloseTo(msOf(2_000, 115_200) - lateMs, 6);
    expect(found.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(2_000);
  });

  it('goes on where the clock is set back', () => {
    const found = arrivals(fast, [[0, 400]], (arrived) => (arrived === 0 ? 0 : -3_600_000));
    expect(found.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(400);
    expect(found.at(-1)?.[0]).toBeLessThan(2 * msOf(400, 115_200));
  });

  it('stops its timer when it is left', () => {
    const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
    scheduler.run(({ cold, expectObservable }) => {
      const source = cold<Sound>('a', { a: soundOf(10_000) }).pipe(pace(fast));
      expectObservable(source, '10ms !').toBe('-');
    });
  });
});
