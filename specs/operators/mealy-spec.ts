import { concat, of, Subject, throwError } from 'rxjs';
import { mealy } from '../../operators/mealy';
import { marbles } from '../helpers/marbles';

/** Gives each letter with its place, `b` not at all and `c` twice. */
const numbered = (count: number, letter: string): readonly [number, readonly string[]] => {
  const shown = `${letter}${count}`;
  return [count + 1, letter === 'b' ? [] : letter === 'c' ? [shown, shown] : [shown]];
};
const values = { x: 'a0', y: 'c2', z: 'd3' };

describe('mealy', () => {
  it(
    'gives none, one or many outputs for an input and keeps the state in between',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--c---d--|');
      const e1subs = '  ^--------------!';
      const expected = '--x-----(yy)z--|';

      expectObservable(e1.pipe(mealy(0, numbered))).toBe(expected, values);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'never gives anything where nothing comes',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('-----');
      const e1subs = ' ^----';
      const expected = '-----';

      expectObservable(e1.pipe(mealy(0, numbered))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'is empty where the source is empty',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('--|');
      const e1subs = ' ^-!';
      const expected = '--|';

      expectObservable(e1.pipe(mealy(0, numbered))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'passes an error through',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--#');
      const e1subs = '  ^----!';
      const expected = '--x--#';

      expectObservable(e1.pipe(mealy(0, numbered))).toBe(expected, values);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets go of the source where its reader leaves',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--c--|');
      const e1subs = '  ^---!       ';
      const expected = '--x--       ';
      const unsub = '   ----!       ';

      expectObservable(e1.pipe(mealy(0, numbered)), unsub).toBe(expected, values);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'begins anew for each reader',
    marbles(({ cold, expectObservable }) => {
      const result = cold('--a--|').pipe(mealy(0, numbered));

      expectObservable(result).toBe('--x--|', values);
      expectObservable(concat(result, result)).toBe('--x----x--|', values);
    }),
  );

  it(
    'ends with the error that the step throws, and lets go of the source',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--c--|');
      const e1subs = '  ^----!      ';
      const expected = '--x--#      ';
      const result = e1.pipe(
        mealy(0, (count, letter) => {
          if (letter === 'b') throw new Error('b');
          return numbered(count, letter);
        }),
      );

      expectObservable(result).toBe(expected, values, new Error('b'));
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it('keeps the new state before it emits, so that input which an output provokes meets it', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    source.pipe(mealy(0, numbered)).subscribe((shown) => {
      seen.push(shown);
      if (shown === 'a0') source.next('d');
    });

    source.next('a');

    expect(seen).toEqual(['a0', 'd1']);
  });

  it('gives what came before a synchronous error', () => {
    const seen: string[] = [];
    concat(
      of('a', 'c'),
      throwError(() => new Error('late')),
    )
      .pipe(mealy(0, numbered))
      .subscribe({ next: (shown) => seen.push(shown), error: (error: unknown) => seen.push(String(error)) });

    expect(seen).toEqual(['a0', 'c1', 'c1', 'Error: late']);
  });
});
