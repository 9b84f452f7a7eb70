import { failWith } from '../../operators/failWith';
import { marbles } from '../helpers/marbles';

describe('failWith', () => {
  it(
    'fails when the other stream does, and leaves its source',
    marbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--c--|');
      const e1subs = '  ^-----!';
      const broken = cold<never>('------#');
      const expected = '--a--b#';

      expectObservable(e1.pipe(failWith(broken))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'ends as its source does, and leaves the other stream',
    marbles(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const broken = cold<never>('---------#');
      expectObservable(hot('--a--|').pipe(failWith(broken))).toBe('--a--|');
      expectSubscriptions(broken.subscriptions).toBe('^----!');
    }),
  );

  it(
    'fails as its source does, and goes on where the other stream completes',
    marbles(({ hot, cold, expectObservable }) => {
      expectObservable(hot('--a--#').pipe(failWith(cold<never>('-|')))).toBe('--a--#');
    }),
  );
});
