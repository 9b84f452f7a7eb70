import { EMPTY, of, tap } from 'rxjs';
import { signal } from '../../../lib/families/standard/networkCommands';
import { takeWindows } from '../../../lib/dialects/steps/takeWindows';
import { unreadWindow } from '../../../lib/dialects/steps/unreadWindow';
import { untilDone } from '../../../operators/untilDone';
import { untilFailure } from '../../../lib/dialects/steps/untilFailure';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Response } from '../../../operators/response';
import { windowPace } from '../../../operators/windowPace';
import { watch } from '../../modem/watch';
import { marbles } from '../../helpers/marbles';

describe('takeWindows', () => {
  const taken = (given: readonly number[], { totalBytes = 10, fromByte = 0, windowBytes = 4 } = {}) => {
    const asked: (readonly [number, number])[] = [];
    const took: number[] = [];
    let turn = 0;
    const seen = watch(
      takeWindows(
        (offset, size) => {
          asked.push([offset, size]);
          return of([new Uint8Array(given[turn++] ?? size)]);
        },
        {
          ...{ totalBytes, fromByte, windows: windowPace(windowBytes) },
          take: (slices) =>
            EMPTY.pipe(tap({ subscribe: () => took.push(...slices.map(({ length }) => length)) })),
        },
      ),
    );
    return { asked, took, end: seen.reason ?? seen.end };
  };

  it('reads window by window, and no more than there is', () => {
    expect(taken([])).toEqual({
      asked: [
        [0, 4],
        [4, 4],
        [8, 2],
      ],
      took: [4, 4, 2],
      end: 'completed',
    });
  });

  it('goes on behind a short window, and from a byte on', () => {
    expect(taken([1, 3], { fromByte: 3 })).toEqual({
      ...{
        asked: [
          [3, 4],
          [4, 4],
          [7, 3],
        ],
        took: [1, 3, 3],
        end: 'completed',
      },
    });
  });

  it('reads nothing where all is there', () => {
    expect(taken([], { fromByte: 10 })).toEqual({ asked: [], took: [], end: 'completed' });
  });

  it('fails where a window is empty', () => {
    const { took, end } = taken([4, 0]);
    expect(took).toEqual([4]);
    expect(end).toEqual({ kind: 'length', expectedBytes: 10, gotBytes: 4 });
  });
});

describe('unreadWindow', () => {
  const read = (held: number | undefined, got: readonly number[], options = {}) => {
    const asked: number[] = [];
    const channel: Pick<CommandChannel, 'send'> = {
      send: () => of({ payload: got.map((length) => new Uint8Array(length)) } as unknown as Response<never>),
    };
    const seen = watch(
      unreadWindow(channel as CommandChannel, {
        ...{ unread: of(held), maxBytes: 100 },
        read: (size) => {
          asked.push(size);
          return signal();
        },
        ...options,
      }),
    );
    const [window] = seen.values;
    return { asked, got: window?.slices.length, leftBytes: window?.leftBytes, end: seen.reason ?? seen.end };
  };

  it.each([
    { name: 'nothing where it holds nothing', held: 0, got: [], asked: [], leftBytes: 0 },
    { name: 'all that it holds', held: 5, got: [5], asked: [5], leftBytes: 0 },
    { name: 'as much as one read takes', held: 150, got: [60, 40], asked: [100], leftBytes: 50 },
    {
      name: 'what comes where it does not say',
      held: undefined,
      got: [7],
      asked: [100],
      leftBytes: undefined,
    },
    {
      name: 'nothing where it does not say and has none',
      held: undefined,
      got: [],
      asked: [100],
      leftBytes: undefined,
    },
  ])('reads $name', ({ held, got, asked, leftBytes }) => {
    expect(read(held, got)).toEqual({ asked, got: got.length, leftBytes, end: 'completed' });
  });

  it.each([
    { held: 5, got: [] },
    { held: 5, got: [4] },
    { held: 150, got: [99] },
  ])('is damaged where of $held bytes $got come', ({ held, got }) => {
    expect(read(held, got).end).toMatchObject({ kind: 'corrupt', expectedBytes: Math.min(held, 100) });
  });

  it('may be short where one answer is one datagram, but not empty', () => {
    expect(read(5, [3], { mayBeShort: true })).toMatchObject({ leftBytes: 2, end: 'completed' });
    expect(read(5, [], { mayBeShort: true }).end).toMatchObject({ kind: 'corrupt' });
  });

  it('does not believe that nothing is left where bytes may go unreported', () => {
    expect(read(5, [5], { readsUntilEmpty: true }).leftBytes).toBeUndefined();
    expect(read(150, [100], { readsUntilEmpty: true }).leftBytes).toBe(50);
    expect(read(0, [], { readsUntilEmpty: true }).leftBytes).toBe(0);
  });
});

describe('untilDone', () => {
  it('runs 20,000 steps that complete at once, without a deep stack', () => {
    let steps = 0;
    const { end } = watch(
      untilDone(
        () => steps >= 20_000,
        () => EMPTY.pipe(tap({ complete: () => (steps += 1) })),
      ),
    );
    expect({ steps, end }).toEqual({ steps: 20_000, end: 'completed' });
  });

  it('runs no step where it is done', () => {
    let steps = 0;
    watch(
      untilDone(
        () => true,
        () => of((steps += 1)),
      ),
    );
    expect(steps).toBe(0);
  });

  it(
    'runs one step after the other, and gives what they give',
    marbles(({ cold, expectObservable }) => {
      const steps = [cold('-a|'), cold('--b|')];
      let at = 0;
      expectObservable(
        untilDone(
          () => at === 2,
          () => steps[at++] as (typeof steps)[number],
        ),
      ).toBe('-a--b|');
    }),
  );
});

describe('untilFailure', () => {
  it(
    'gives the one value, or the failure that comes first',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failure = cold<never>('---#');
      expectObservable(untilFailure(failure, cold('-a-b|'))).toBe('-(a|)');
      expectSubscriptions(failure.subscriptions).toBe('^!');
      expectObservable(untilFailure(cold<never>('-#'), cold('--a|'))).toBe('-#');
    }),
  );
});
