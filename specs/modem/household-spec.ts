import { concat, ignoreElements, merge, of, takeUntil, timer } from 'rxjs';
import { household, type Household } from '../../lib/modem/household';
import type { Work } from '../../operators/work';
import { virtually } from './virtually';
import { watch } from './watch';

const CLOSE_MS = 1_000;

/** When everybody went home, where the household is left at the start. */
const wentHomeAt = (live: (house: Household) => void): number | undefined =>
  virtually(() => {
    const house = household();
    live(house);
    return watch(house.wentHome(CLOSE_MS));
  }).endedAt;

/** Work that takes so long, and so long again to wind up where its reader leaves. */
const work =
  (takesMs: number, windUpMs: number): Work<unknown> =>
  (left) =>
    concat(timer(takesMs).pipe(takeUntil(left)), timer(windUpMs).pipe(ignoreElements()));

describe('household', () => {
  it('went home at once where nothing is open', () => {
    expect(wentHomeAt(() => undefined)).toBe(0);
  });

  it('waits for what is still read, however long it takes', () => {
    expect(wentHomeAt((house) => watch(house.open(() => timer(60_000))))).toBe(60_000);
  });

  it('waits for what was left until it has wound up', () => {
    expect(wentHomeAt((house) => watch(house.open(work(60_000, 300))).subscription.unsubscribe())).toBe(300);
  });

  it('waits no longer than its patience for what was left, counted from the last reader', () => {
    expect(
      wentHomeAt((house) => {
        watch(house.open(work(60_000, 30_000)).pipe(takeUntil(timer(50))));
        watch(house.open(() => timer(200)));
      }),
    ).toBe(200 + CLOSE_MS);
  });

  it('waits for what runs inside of other work, too', () => {
    expect(wentHomeAt((house) => watch(house.run(work(60_000, 400))).subscription.unsubscribe())).toBe(400);
  });

  it('holds a flow while it is read, pauses included', () => {
    expect(wentHomeAt((house) => watch(house.hold(concat(timer(100), timer(5_000)))))).toBe(5_100);
  });

  it('takes the end of a flow back where another one follows on its heels', () => {
    expect(
      wentHomeAt((house) => {
        const flow = house.open(() => timer(3_000));
        watch(concat(flow, flow, flow));
      }),
    ).toBe(9_000);
  });

  it('counts every reader', () => {
    expect(
      wentHomeAt((house) => {
        const flow = house.open(() => timer(700));
        watch(merge(flow, flow, of(1)));
        watch(flow.pipe(takeUntil(timer(10))));
      }),
    ).toBe(700);
  });
});
