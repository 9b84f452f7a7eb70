import { timer } from 'rxjs';
import { retryAfterMs } from '../../../lib/flows/http/httpComeback';
import { virtually } from '../../modem/virtually';

const told = (wish?: string) =>
  ({
    kind: 'http-status',
    head: { status: 503, length: 0, headers: wish === undefined ? {} : { 'retry-after': wish } },
    body: new Uint8Array(0),
  }) as const;

describe('retryAfterMs', () => {
  it.each<[string | undefined, number]>([
    ['0', 0],
    ['7', 7_000],
    ['300', 300_000],
    ['86400', 300_000],
    [undefined, 0],
    ['', 0],
    ['soon', 0],
    ['NaN', 0],
  ])('of %j is %d', (wish, waitMs) => {
    expect(virtually(() => retryAfterMs(told(wish)))).toBe(waitMs);
  });

  it('of a date is the time from now', () => {
    const waits: number[] = [];
    virtually(() =>
      timer(4_000).subscribe(() => waits.push(retryAfterMs(told(new Date(9_000).toUTCString())))),
    );

    expect(waits).toEqual([5_000]);
  });

  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:30 GMT', 7_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:40 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:09 GMT', 'no date', 9_000],
    ['7', 'Sun, 06 Nov 1994 08:49:30 GMT', 7_000],
  ])('of %s counts from the date of the response: %s', (wish, date, waitMs) => {
    const { head, ...rest } = told(wish);
    const headers = { 'retry-after': wish, date };

    expect(virtually(() => retryAfterMs({ ...rest, head: { ...head, headers } }))).toBe(waitMs);
  });

  it('of a date that has passed is nothing', () => {
    expect(virtually(() => retryAfterMs(told(new Date(-9_000).toUTCString())))).toBe(0);
  });

  it('of another failure is nothing', () => {
    expect(retryAfterMs({ kind: 'http', code: 601 })).toBe(0);
  });
});
