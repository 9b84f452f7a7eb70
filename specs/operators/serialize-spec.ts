import { concat, EMPTY, NEVER, type Observable, of, Subject, takeUntil } from 'rxjs';
import { graceful } from '../../operators/graceful';
import { serialize } from '../../operators/serialize';
import { marbles } from '../helpers/marbles';

describe('queue', () => {
  it(
    'lets one piece of work through at a time, in the order asked',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const first = cold('      --a--b--|');
      const second = cold('             --c--|');
      const third = cold('                   --d--|');
      const firstsubs = '       ^-------!';
      const secondsubs = '      --------^----!';
      const thirdsubs = '       -------------^----!';

      expectObservable(graceful(turn(() => first))).toBe(' --a--b--|');
      expectObservable(graceful(turn(() => second))).toBe('----------c--|');
      expectObservable(graceful(turn(() => third))).toBe(' ---------------d--|');
      expectSubscriptions(first.subscriptions).toBe(firstsubs);
      expectSubscriptions(second.subscriptions).toBe(secondsubs);
      expectSubscriptions(third.subscriptions).toBe(thirdsubs);
    }),
  );

  it(
    'begins at once where nobody waits',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const work = cold('--a--|');

      expectObservable(graceful(turn(() => work)), '   ^     ').toBe('--a--|');
      expectObservable(graceful(turn(() => work)), '   -------^     ').toBe('---------a--|');
      expectSubscriptions(work.subscriptions).toBe(['^----!', '-------^----!']);
    }),
  );

  it(
    'never begins work that was left while it waited',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const first = cold('      --a-----|');
      const second = cold('             --c--|');
      const third = cold('              --d--|');
      const thirdsubs = '       --------^----!';

      expectObservable(graceful(turn(() => first))).toBe('  --a-----|');
      expectObservable(graceful(turn(() => second)), '----!').toBe('-----');
      expectObservable(graceful(turn(() => third))).toBe('  ----------d--|');
      expectSubscriptions(second.subscriptions).toBe([]);
      expectSubscriptions(third.subscriptions).toBe(thirdsubs);
    }),
  );

  it(
    'waits until work that was left has wound up',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const work = cold('       --a--b--c--|');
      const farewell = cold('       ----|   ');
      const next = cold('               --d--|');
      const nextsubs = '        --------^----!';
      const polite = (leaving: Observable<void>): Observable<string> =>
        concat(work.pipe(takeUntil(leaving)), farewell);

      expectObservable(graceful(turn(polite)), '      ----!').toBe('--a--');
      expectObservable(graceful(turn(() => next))).toBe('----------d--|');
      expectSubscriptions(next.subscriptions).toBe(nextsubs);
    }),
  );

  it(
    'goes on after an error',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const first = cold('      --#');
      const second = cold('       --c--|');
      const secondsubs = '      --^----!';

      expectObservable(graceful(turn(() => first))).toBe('  --#');
      expectObservable(graceful(turn(() => second))).toBe('----c--|');
      expectSubscriptions(second.subscriptions).toBe(secondsubs);
    }),
  );

  it(
    'goes on after work that could not even be made, and after empty work',
    marbles(({ cold, expectObservable }) => {
      const turn = serialize();
      const unmade = (): Observable<string> => {
        throw new Error('unmade');
      };

      expectObservable(graceful(turn(unmade))).toBe('#', undefined, new Error('unmade'));
      expectObservable(graceful(turn(() => EMPTY))).toBe('|');
      expectObservable(graceful(turn(() => cold('--c--|')))).toBe('--c--|');
    }),
  );

  it(
    'never gets to the next where work never ends',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const second = cold('--c--|');

      expectObservable(graceful(turn(() => NEVER))).toBe('------');
      expectObservable(graceful(turn(() => second))).toBe('------');
      expectSubscriptions(second.subscriptions).toBe([]);
    }),
  );

  it(
    'keeps a place that is torn down as long as the one before it lasts',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = serialize();
      const first = cold('      --a-----|');
      const third = cold('              --d--|');
      const thirdsubs = '       --------^----!';

      expectObservable(turn(() => first)(NEVER)).toBe('     --a-----|');
      expectObservable(turn(() => EMPTY)(NEVER), '--!').toBe('---');
      expectObservable(turn(() => third)(NEVER)).toBe('     ----------d--|');
      expectSubscriptions(third.subscriptions).toBe(thirdsubs);
    }),
  );

  it('has a place for 5,000 that wait for a slow one, without a deep stack', () => {
    const turn = serialize();
    const slow = new Subject<string>();
    const seen: number[] = [];
    graceful(turn(() => slow)).subscribe();
    for (let at = 0; at < 5_000; at += 1) graceful(turn(() => of(at))).subscribe((value) => seen.push(value));
    expect(seen).toEqual([]);

    slow.complete();

    expect(seen).toEqual(Array.from({ length: 5_000 }, (_, at) => at));
  });

  it('lets 5,000 go that waited, without a deep stack', () => {
    const turn = serialize();
    const slow = new Subject<string>();
    const begun: string[] = [];
    graceful(turn(() => slow)).subscribe();
    const waiting = Array.from({ length: 5_000 }, () =>
      graceful(turn(() => of('begun'))).subscribe((it) => begun.push(it)),
    );
    graceful(turn(() => of('last'))).subscribe((it) => begun.push(it));
    waiting.forEach((reading) => reading.unsubscribe());

    slow.complete();

    expect(begun).toEqual(['last']);
  });

  it('keeps two queues apart', () => {
    const [one, two] = [serialize(), serialize()];
    const seen: string[] = [];
    graceful(one(() => NEVER)).subscribe();

    graceful(two(() => of('two'))).subscribe((value) => seen.push(value));

    expect(seen).toEqual(['two']);
  });
});
