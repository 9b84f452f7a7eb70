import { concat, defer, map, mergeMap, type Observable, Subject, take, takeUntil, throwError } from 'rxjs';
import { graceful } from '../../operators/graceful';
import { marbles } from '../helpers/marbles';

/** Work that ends with its farewell when it is told that its reader has left. */
const polite =
  (work: Observable<string>, farewell: Observable<string>) =>
  (leaving: Observable<void>): Observable<string> =>
    concat(work.pipe(takeUntil(leaving)), farewell);

describe('graceful', () => {
  it(
    'tells the work when the reader leaves, and lets it wind up',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const work = cold('    --a--b--c--|');
      const worksubs = '     ^-----!     ';
      const farewell = cold('      ---t--|');
      const farewellsubs = ' ------^-----!';
      const expected = '     --a--b-------';
      const unsub = '        ------!------';

      expectObservable(graceful(polite(work, farewell)), unsub).toBe(expected);
      expectSubscriptions(work.subscriptions).toBe(worksubs);
      expectSubscriptions(farewell.subscriptions).toBe(farewellsubs);
    }),
  );

  it(
    'gives what the work gives, and its end',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const work = cold('    --a--b--|      ');
      const worksubs = '     ^-------!      ';
      const farewell = cold('        ---t--|');
      const expected = '     --a--b-----t--|';

      expectObservable(graceful(polite(work, farewell))).toBe(expected);
      expectSubscriptions(work.subscriptions).toBe(worksubs);
    }),
  );

  it(
    'never gives anything where the work does not',
    marbles(({ cold, expectObservable }) => {
      expectObservable(graceful(() => cold('----'))).toBe('----');
    }),
  );

  it(
    'is empty where the work is empty',
    marbles(({ cold, expectObservable }) => {
      expectObservable(graceful(() => cold('--|'))).toBe('--|');
    }),
  );

  it(
    'passes the error of the work through',
    marbles(({ cold, expectObservable }) => {
      expectObservable(graceful(() => cold('--a--#'))).toBe('--a--#');
    }),
  );

  it(
    'passes on what the making of the work throws',
    marbles(({ expectObservable }) => {
      const work = (): Observable<string> => {
        throw new Error('unmade');
      };

      expectObservable(graceful(work)).toBe('#', undefined, new Error('unmade'));
    }),
  );

  it(
    'does not deliver what comes after the reader has left, be it an error',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const work = cold('   --a-----b--#');
      const worksubs = '    ^----------!';
      const expected = '    --a---------';
      const unsub = '       ----!-------';

      expectObservable(
        graceful(() => work),
        unsub,
      ).toBe(expected);
      expectSubscriptions(work.subscriptions).toBe(worksubs);
    }),
  );

  it('tells it once, at once where the work asks later', () => {
    const told: string[] = [];
    const questions = new Subject<string>();
    const work = (leaving: Observable<void>): Observable<string> =>
      questions.pipe(mergeMap((name) => leaving.pipe(map(() => told.push(name).toString()))));
    const reading = graceful(work).subscribe();
    questions.next('before');
    expect(told).toEqual([]);

    reading.unsubscribe();
    expect(told).toEqual(['before']);

    questions.next('after');
    expect(told).toEqual(['before', 'after']);
  });

  it('tells work that gave everything at once, where its reader wanted only the first', () => {
    const told: string[] = [];
    const more = new Subject<string>();
    const work = (leaving: Observable<void>): Observable<string> => {
      leaving.subscribe(() => told.push('told'));
      return concat(['a', 'b'], more);
    };
    graceful(work)
      .pipe(take(1))
      .subscribe((value) => told.push(value));

    expect(told).toEqual(['a', 'told']);
    expect(more.observed).toBe(true);
  });

  it('does not begin before it is subscribed to, and begins anew for each reader', () => {
    let begun = 0;
    const work = graceful(() =>
      defer(() => {
        begun += 1;
        return throwError(() => new Error('again'));
      }),
    );
    expect(begun).toBe(0);

    work.subscribe({ error: () => undefined });
    work.subscribe({ error: () => undefined });

    expect(begun).toBe(2);
  });
});
