import { ModemError } from '../../lib/grammar/errors/modemError';
import type { Phase } from '../../lib/grammar/errors/reason';
import { timeLimits } from '../../operators/timeLimits';
import { marbles } from '../helpers/marbles';

const late = (phase: Phase, waitedMs: number): ModemError =>
  new ModemError({ kind: 'timeout', phase, waitedMs });

describe('timeoutWith', () => {
  it(
    'limits the time between two events, and calls that phase data',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ----a------------b--|');
      const e1subs = '  ^--------!           ';
      const expected = '----a----#           ';

      expectObservable(e1.pipe(timeLimits({ eachMs: 5 }))).toBe(expected, undefined, late('data', 5));
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'limits the time to the first event, and calls that phase result',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --------a--|');
      const e1subs = '  ^----!      ';
      const expected = '-----#      ';

      expectObservable(e1.pipe(timeLimits({ firstMs: 5 }))).toBe(expected, undefined, late('result', 5));
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'limits the whole time, and calls that phase total',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--c--d--|');
      const e1subs = '  ^--------!     ';
      const expected = '--a--b--c#     ';

      expectObservable(e1.pipe(timeLimits({ totalMs: 9 }))).toBe(expected, undefined, late('total', 9));
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'gives the first event longer than the others where told so',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  -------a--b------c--|');
      const expected = '-------a--b---#      ';

      expectObservable(e1.pipe(timeLimits({ firstMs: 9, eachMs: 4 }))).toBe(
        expected,
        undefined,
        late('data', 4),
      );
    }),
  );

  it(
    'holds the first event to the limit between events where it has none of its own',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  -------a--|');
      const expected = '----#      ';

      expectObservable(e1.pipe(timeLimits({ eachMs: 4 }))).toBe(expected, undefined, late('result', 4));
    }),
  );

  it(
    'gives way to whichever limit passes first',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --a-----b--|');
      const policy = { firstMs: 5, eachMs: 4, totalMs: 5 };
      const expected = '--a--#      ';

      expectObservable(e1.pipe(timeLimits(policy))).toBe(expected, undefined, late('total', 5));
    }),
  );

  it(
    'does not limit what ends in time',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--|');
      const e1subs = '  ^-------!';
      const expected = '--a--b--|';

      expectObservable(e1.pipe(timeLimits({ firstMs: 3, eachMs: 4, totalMs: 9 }))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'does not limit anything without limits',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  a 1h b 1h |');
      const expected = 'a 1h b 1h |';

      expectObservable(e1.pipe(timeLimits({}))).toBe(expected);
    }),
  );

  it(
    'ends a source that never speaks',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold('   ------');
      const e1subs = '    ^---! ';
      const expected = '  ----# ';

      expectObservable(e1.pipe(timeLimits({ totalMs: 4 }))).toBe(expected, undefined, late('total', 4));
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'is empty where the source is empty',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('|').pipe(timeLimits({ firstMs: 1, eachMs: 1, totalMs: 1 }))).toBe('|');
    }),
  );

  it(
    'passes an error through',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--#');
      const e1subs = '  ^----!';
      const expected = '--a--#';

      expectObservable(e1.pipe(timeLimits({ firstMs: 9, eachMs: 9, totalMs: 9 }))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets go of the source where its reader leaves',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a--b--|');
      const e1subs = '  ^---!    ';
      const expected = '--a--    ';
      const unsub = '   ----!    ';

      expectObservable(e1.pipe(timeLimits({ firstMs: 9, totalMs: 9 })), unsub).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it.each([
    [{ firstMs: 2 }, { kind: 'timeout', phase: 'result', waitedMs: 2 }],
    [{ eachMs: 3 }, { kind: 'timeout', phase: 'result', waitedMs: 3 }],
    [{ totalMs: 4 }, { kind: 'timeout', phase: 'total', waitedMs: 4 }],
  ])('tells with %j as a reason how long it waited for what', (policy, reason) => {
    const seen: unknown[] = [];
    marbles(({ cold, flush }) => {
      cold('------')
        .pipe(timeLimits(policy))
        .subscribe({ error: (error: unknown) => seen.push((error as ModemError).reason) });
      flush();
    })();

    expect(seen).toEqual([reason]);
  });

  it(
    'takes Infinity, and what no timer holds, for no limit',
    marbles(({ cold, expectObservable }) => {
      const e1 = cold(' -- 9s a|');
      const forever = { firstMs: Infinity, eachMs: 2 ** 31, totalMs: Infinity };

      expectObservable(e1.pipe(timeLimits(forever))).toBe('-- 9s a|');
    }),
  );
});
