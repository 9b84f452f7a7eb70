import { concat, ignoreElements, of, timer } from 'rxjs';
import { resumeWith } from '../../operators/resumeWith';
import { marbles } from '../helpers/marbles';

describe('resumeWith', () => {
  it(
    'goes on after a pause that may emit',
    marbles(({ cold, expectObservable }) => {
      const attempts = [cold('--a--#'), cold('--b--|')];
      let run = 0;
      const stream = resumeWith(
        () => attempts[run++] as (typeof attempts)[number],
        () => concat(timer(3).pipe(ignoreElements()), of('r')),
      );
      expectObservable(stream).toBe('--a-----r-b--|');
    }),
  );

  it(
    'lets the failure stand where there is no pause',
    marbles(({ cold, expectObservable }) => {
      expectObservable(
        resumeWith(
          () => cold('--a--#', undefined, 'lost'),
          () => undefined,
        ),
      ).toBe('--a--#', undefined, 'lost');
    }),
  );

  it(
    'counts the failures since the last value',
    marbles(({ cold, expectObservable, flush }) => {
      const attempts = [cold('-#'), cold('-#'), cold('-a-#'), cold('-#'), cold('-|')];
      let run = 0;
      const counts: (readonly [unknown, number])[] = [];
      const stream = resumeWith(
        () => attempts[run++] as (typeof attempts)[number],
        (error, failures) => {
          counts.push([error, failures]);
          return timer(1).pipe(ignoreElements());
        },
      );
      expectObservable(stream).toBe('-----a-----|');
      flush();
      expect(counts).toEqual([
        ['error', 1],
        ['error', 2],
        ['error', 1],
        ['error', 2],
      ]);
    }),
  );

  it(
    'does not take for progress what is none',
    marbles(({ cold, expectObservable, flush }) => {
      const attempts = [cold('-s-#'), cold('-s-#'), cold('-a-#'), cold('-|')];
      let run = 0;
      const counts: number[] = [];
      const stream = resumeWith(
        () => attempts[run++] as (typeof attempts)[number],
        (_, failures) => {
          counts.push(failures);
          return timer(1).pipe(ignoreElements());
        },
        (value) => value !== 's',
      );
      expectObservable(stream).toBe('-s---s---a---|');
      flush();
      expect(counts).toEqual([1, 2, 1]);
    }),
  );
});
