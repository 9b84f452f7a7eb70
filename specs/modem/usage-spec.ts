import { concat, ignoreElements, merge, of, switchMap, take, takeUntil, timer } from 'rxjs';
import { http, sim800 } from '../../lib';
import { usage, type Usage } from '../../lib/modem/sessions';
import type { Work } from '../../operators/work';
import { desk, PAGE } from './desk';
import { virtually } from './virtually';
import { watch } from './watch';

const CLOSE_MS = 1_000;

/** When a modem is idle that is left at the start. */
const idleAt = (use: (modem: Usage) => void): number | undefined =>
  virtually(() => {
    const modem = usage();
    use(modem);
    return watch(modem.idle(CLOSE_MS));
  }).endedAt;

/** Work that takes `takesMs`, and `windUpMs` to wind up after its end or after its reader has left. */
const work =
  (takesMs: number, windUpMs: number): Work<unknown> =>
  (left) =>
    concat(timer(takesMs).pipe(takeUntil(left)), timer(windUpMs).pipe(ignoreElements()));

describe('the usage of a modem', () => {
  it('is idle at once when nothing is open', () => {
    expect(idleAt(() => undefined)).toBe(0);
  });

  it('waits for work that is still read, however long it takes', () => {
    expect(idleAt((modem) => watch(modem.open(() => timer(60_000))))).toBe(60_000);
  });

  it('waits for work whose reader has left, until it has wound up', () => {
    expect(idleAt((modem) => watch(modem.open(work(60_000, 300))).subscription.unsubscribe())).toBe(300);
  });

  it('waits no longer than its limit for such work, counted from the last reader', () => {
    expect(
      idleAt((modem) => {
        watch(modem.open(work(60_000, 30_000)).pipe(takeUntil(timer(50))));
        watch(modem.open(() => timer(200)));
      }),
    ).toBe(200 + CLOSE_MS);
  });

  it('waits for work inside other work, too', () => {
    expect(idleAt((modem) => watch(modem.run(work(60_000, 400))).subscription.unsubscribe())).toBe(400);
  });

  it('keeps the port open while a flow is read, pauses included', () => {
    expect(idleAt((modem) => watch(modem.keepOpen(concat(timer(100), timer(5_000)))))).toBe(5_100);
  });

  it('cancels the pending close when another flow starts right after the last one', () => {
    expect(
      idleAt((modem) => {
        const flow = modem.open(() => timer(3_000));
        watch(concat(flow, flow, flow));
      }),
    ).toBe(9_000);
  });

  it('counts every reader', () => {
    expect(
      idleAt((modem) => {
        const flow = modem.open(() => timer(700));
        watch(merge(flow, flow, of(1)));
        watch(flow.pipe(takeUntil(timer(10))));
      }),
    ).toBe(700);
  });
});

/** The numbers that are pending while flows use a modem. */
const pendingWhile = (use: (modem: Usage) => void): readonly number[] =>
  virtually(() => {
    const modem = usage();
    const numbers = watch(modem.pending);
    use(modem);
    return numbers.values;
  });

describe('the pending flows and commands of a modem', () => {
  const piece = (modem: Usage, takesMs: number) => modem.open(() => timer(takesMs));

  it('count a flow that is kept open once, its work and its pauses included', () => {
    expect(
      pendingWhile((modem) => watch(modem.keepOpen(concat(piece(modem, 100), timer(50), piece(modem, 100))))),
    ).toEqual([0, 1, 0]);
  });

  it('count two flows at the same time, and a command beside one', () => {
    expect(
      pendingWhile((modem) => {
        const flow = modem.keepOpen(piece(modem, 100));
        watch(merge(flow, flow));
        timer(200).subscribe(() => watch(merge(flow, piece(modem, 50))));
      }),
    ).toEqual([0, 1, 2, 1, 0, 1, 2, 1, 0]);
  });

  it('leave out work inside other work', () => {
    expect(
      pendingWhile((modem) =>
        watch(
          modem.open(() =>
            merge(
              modem.run(() => timer(10)),
              timer(20),
            ),
          ),
        ),
      ),
    ).toEqual([0, 1, 0]);
  });

  it('count one GET once', () => {
    const { connected } = desk(sim800, 'hello');
    const { values } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) => {
            const flow = http.get(modem, PAGE).pipe(ignoreElements());
            return modem.pending.pipe(takeUntil(concat(flow, of(null))));
          }),
        ),
      ),
    );

    expect(values).toEqual([1, 0]);
  });
});
