import { exponential } from '../../operators/retryPolicy';

describe('exponential', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000],
    [5, 8_000],
    [6, 10_000],
    [7, 10_000],
    [5_000, 10_000],
  ])('waits before the try that follows number %i: %i ms', (attempt, delayMs) => {
    expect(exponential({ fromMs: 500, upToMs: 10_000 })(attempt)).toBe(delayMs);
  });

  it('never waits longer than the limit, not even the first time', () => {
    expect(exponential({ fromMs: 500, upToMs: 200 })(1)).toBe(200);
  });
});
