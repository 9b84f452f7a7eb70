import { asyncScheduler, timer } from 'rxjs';
import { monotonicNow } from '../../operators/monotonicNow';
import { marbles } from '../helpers/marbles';

describe('monotonicNow', () => {
  it(
    'is the scheduler’s time in virtual time',
    marbles(({ flush }) => {
      const seen: number[] = [];
      timer(7_000).subscribe(() => seen.push(monotonicNow()));
      flush();
      expect(seen).toEqual([7_000]);
    }),
  );

  it('is whole milliseconds of monotonic time', () => {
    const before = Math.round(performance.now());
    const now = monotonicNow();
    expect(Number.isInteger(now)).toBe(true);
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThan(before + 1_000);
  });

  it('is the clock on the wall where the host has no other', () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'performance') as PropertyDescriptor;
    Object.defineProperty(globalThis, 'performance', {
      value: undefined,
      configurable: true,
      writable: true,
    });
    const [now, wall] = [monotonicNow(), asyncScheduler.now()];
    Object.defineProperty(globalThis, 'performance', own);
    expect(Math.abs(now - wall)).toBeLessThan(1_000);
  });
});
