import { clockTime, readClock } from '../../lib/grammar/clockTime';

describe('readClock', () => {
  it.each([
    ['24/05/17,09:30:00+08', '2024-05-17T09:30:00+02:00', 120],
    ['24/05/17,09:30:00-14', '2024-05-17T09:30:00-03:30', -210],
    ['24/05/17,09:30:00+00', '2024-05-17T09:30:00+00:00', 0],
    ['24/05/17,09:30:00+23', '2024-05-17T09:30:00+05:45', 345],
    ['70/01/01,00:00:12+00', '1970-01-01T00:00:12+00:00', 0],
    ['04/02/29,23:59:59+12', '2004-02-29T23:59:59+03:00', 180],
    ['"24/05/17, 09:30:00+08"', '2024-05-17T09:30:00+02:00', 120],
    ['24/05/17,09:30:00', '2024-05-17T09:30:00', undefined],
  ])('reads %s', (text, at, offsetMinutes) => {
    expect(readClock(text)).toEqual({ at, offsetMinutes });
  });

  it.each(['', 'noon', '24/02/30,09:30:00+08', '24/13/01,09:30:00+08', '24/05/17,24:30:00+08', '24/05/17'])(
    'takes %s for no time',
    (text) => {
      expect(readClock(text)).toBeUndefined();
    },
  );
});

describe('clockTime', () => {
  const utc = { year: 2022, month: 12, day: 31, hour: 23, minute: 55, second: 19 };

  it('makes UTC local', () => {
    expect(clockTime({ ...utc, quarters: 28 }, true)).toEqual({
      at: '2023-01-01T06:55:19+07:00',
      offsetMinutes: 420,
    });
    expect(clockTime(utc, true)).toEqual({ at: '2022-12-31T23:55:19', offsetMinutes: undefined });
  });
});
