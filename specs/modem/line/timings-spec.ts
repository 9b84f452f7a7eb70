import { defaultTimings, timingsOf } from '../../../lib/modem/line/timings';

describe('the timings of a modem', () => {
  it('have their defaults', () => {
    expect(timingsOf({})).toEqual(defaultTimings);
    expect(timingsOf({ quietMs: undefined })).toEqual(defaultTimings);
    expect(Object.isFrozen(timingsOf({}))).toBe(true);
  });

  it('are what is given, cut to what a timer takes', () => {
    expect(timingsOf({ quietMs: 5, bringUpMs: Infinity, closeMs: 2 ** 40 })).toEqual({
      ...defaultTimings,
      ...{ quietMs: 5, bringUpMs: 2 ** 31 - 1, closeMs: 2 ** 31 - 1 },
    });
  });
});
