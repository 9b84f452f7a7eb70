import { EMPTY, type Observable, Subject, type Subscription, take, throwError } from 'rxjs';
import { oneByOne } from '../../../lib/emulator/outgoing/oneByOne';

describe('oneByOne', () => {
  it('gives all of one item before the next, also of one that came from inside', () => {
    const source = new Subject<string>();
    const heard: string[] = [];
    source
      .pipe(oneByOne<string, string>((item, host) => [...item].forEach((letter) => host.next(letter))))
      .subscribe((letter) => {
        heard.push(letter);
        if (letter === 'a') source.next('xy');
      });
    source.next('abc');
    source.next('d');
    expect(heard.join('')).toBe('abcxyd');
  });

  it('gives nothing more once it is left', () => {
    const source = new Subject<number>();
    const given: number[] = [];
    const doubled = source.pipe(
      oneByOne<number, number>((item, host) => {
        given.push(item);
        host.next(item * 2);
      }),
    );
    doubled.pipe(take(1)).subscribe(() => source.next(2));
    source.next(1);
    expect(given).toEqual([1]);
  });

  it('ends as its source does', () => {
    const ends: unknown[] = [];
    const follow = (source: Observable<number>): Subscription =>
      source.pipe(oneByOne<number, number>((item, host) => host.next(item))).subscribe({
        error: (error: unknown) => ends.push(error),
        complete: () => ends.push('complete'),
      });
    const broken = new RangeError('broken');
    follow(EMPTY);
    follow(throwError(() => broken));
    expect(ends).toEqual(['complete', broken]);
  });
});
