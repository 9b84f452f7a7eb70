import { concat, defer, EMPTY, map, mergeMap, of, Subject, switchMap, take, takeUntil } from 'rxjs';
import { a7600, collect, openModem, http, type Profile, quectel, sim800 } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { patterned } from '../modem/bodies';
import { desk, PAGE, type Desk } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fullOr } from '../helpers/thin';

const body = patterned(150);
const request = { url: PAGE, windowBytes: 60 };
const families: readonly Profile[] = [sim800, a7600, quectel];
const lines: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'is paced, so that payload comes in slices, with late result codes': {
    baud: 57_600,
    faults: [faults.slowFinals({ ms: 20 })],
  },
  'comes in pieces, with URCs': {
    latencyMs: 1,
    faults: [
      faults.pieces({ least: 10, most: 50 }),
      faults.urcs({ lines: ['+CREG: 1', 'RING'], where: ['everywhere'] }),
    ],
  },
};

/** Counts what happens (lines of the trace, pieces that came), and calls out at one of them. */
const countdown = (to: number) => {
  const leave = new Subject<void>();
  const counter = {
    leave,
    counts: false,
    seen: 0,
    trace: (): void => {
      if (!counter.counts) return;
      counter.seen += 1;
      if (counter.seen === to) leave.next();
    },
  };
  return counter;
};

type Counter = ReturnType<typeof countdown>;

/** Connects, and counts: a piece counts when it was taken in. */
const connected = ({ virtual, profile }: Desk, { trace }: Counter) =>
  openModem(
    virtual.transport.pipe(
      map((port) => ({ ...port, incoming: port.incoming.pipe(mergeMap((bytes) => counted(bytes, trace))) })),
    ),
    profile,
    { trace },
  );

const counted = (bytes: Uint8Array, count: () => void) =>
  concat(
    of(bytes),
    defer(() => (count(), EMPTY)),
  );

interface Left {
  readonly virtualDesk: Desk;
  /** Whether the flow was left; it has ended by itself where not. */
  readonly wasLeft: boolean;
}

/** Leaves at the first thing that happens, the second, the third (each fifth in a thin run), until the flow ends before it is left. */
const everywhere = (
  leaveAt: (step: number) => Left,
  expectFine: (left: Left, step: number) => void,
): number => {
  for (let step = 1; ; step += fullOr(1, 9)) {
    const left = leaveAt(step);
    expectFine(left, step);
    if (!left.wasLeft) return step - 1;
  }
};

const balanceOf = ({ virtual: { state } }: Desk) => ({
  open: state.httpOpen,
  balance: state.httpInits - state.httpTerms,
  bearers: Math.max(0, state.bearerOpens - state.bearerCloses - 1),
});
const BALANCED = { open: false, balance: 0, bearers: 0 };

describe.each(families)('law 5: a GET on a $title can be left anywhere', (profile) => {
  describe.each(Object.entries(lines))('where the modem %s', (_, knobs) => {
    it('and what is open is closed by itself', () => {
      const leaveAt = (step: number): Left => {
        const virtualDesk = desk(profile, body, knobs);
        const counter = countdown(step);
        const first = virtually(() =>
          watch(
            connected(virtualDesk, counter).pipe(
              switchMap((modem) => {
                counter.counts = true;
                return http.get(modem, request).pipe(takeUntil(counter.leave));
              }),
            ),
          ),
        );
        first.subscription.unsubscribe();
        return { virtualDesk, wasLeft: counter.seen >= step };
      };
      const steps = everywhere(leaveAt, ({ virtualDesk }, step) =>
        expect({ step, ...balanceOf(virtualDesk) }).toEqual({ step, ...BALANCED }),
      );

      expect(steps).toBeGreaterThan(20);
    });

    it('and a fresh GET on the same modem gives the exact bytes', () => {
      const leaveAt = (step: number): Left => {
        const virtualDesk = desk(profile, body, knobs);
        const counter = countdown(step);
        const fresh = virtually(() =>
          watch(
            connected(virtualDesk, counter).pipe(
              switchMap((modem) => {
                counter.counts = true;
                const first = watch(http.get(modem, request).pipe(takeUntil(counter.leave)));
                // What the winding up and the fresh one say is not counted.
                first.subscription.add(() => {
                  counter.counts = false;
                });
                return http.get(modem, request).pipe(collect());
              }),
              take(1),
            ),
          ),
        );
        const bytes = Buffer.from(fresh.values[0]?.bytes ?? []);
        expect({ step, end: fresh.end, same: bytes.equals(body) }).toEqual({
          step,
          end: 'completed',
          same: true,
        });
        return { virtualDesk, wasLeft: counter.seen >= step };
      };
      const steps = everywhere(leaveAt, ({ virtualDesk }, step) =>
        expect({ step, ...balanceOf(virtualDesk) }).toEqual({ step, ...BALANCED }),
      );

      expect(steps).toBeGreaterThan(20);
    });

    it('together with the connection, which can be made again', () => {
      const leaveAt = (step: number): Left => {
        const virtualDesk = desk(profile, body, knobs);
        const counter = countdown(step);
        counter.counts = true;
        virtually(() =>
          watch(
            connected(virtualDesk, counter).pipe(
              switchMap((modem) => http.get(modem, request)),
              takeUntil(counter.leave),
            ),
          ),
        );
        counter.counts = false;
        return { virtualDesk, wasLeft: counter.seen >= step };
      };
      const expectFine = ({ virtualDesk, wasLeft }: Left, step: number): void => {
        expect({ step, ...balanceOf(virtualDesk) }).toEqual({ step, ...BALANCED });
        if (!wasLeft) return;
        const again = virtually(() => watch(virtualDesk.get({ windowBytes: 60 })));
        const bytes = Buffer.from(again.values[0]?.bytes ?? []);
        expect({ step, end: again.end, same: bytes.equals(body) }).toEqual({
          step,
          end: 'completed',
          same: true,
        });
        expect({ step, ...balanceOf(virtualDesk) }).toEqual({ step, ...BALANCED });
      };

      expect(everywhere(leaveAt, expectFine)).toBeGreaterThan(25);
    });

    it('while it waits for its turn, and is never begun', () => {
      const virtualDesk = desk(profile, body, { ...knobs, resultDelayMs: 1_000 });
      const leave = new Subject<void>();
      const first = virtually(() =>
        watch(
          virtualDesk.connected().pipe(
            switchMap((modem) => {
              const flow = http.get(modem, request).pipe(collect());
              watch(http.get(modem, request).pipe(takeUntil(leave)));
              watch(http.get(modem, request).pipe(takeUntil(leave)));
              leave.next();
              return flow;
            }),
            take(1),
          ),
        ),
      );

      expect(first.end).toBe('completed');
      expect(virtualDesk.virtual.state.httpInits).toBeLessThanOrEqual(2);
      expect(balanceOf(virtualDesk)).toEqual(BALANCED);
    });
  });
});

describe('law 5: leaving between two tries', () => {
  it('ends the pause, and says nothing more', () => {
    const virtualDesk = desk(sim800, body, { faults: [faults.failedRequests({ codes: [601, 601, 601] })] });
    const leave = new Subject<void>();
    virtually(() =>
      watch(
        virtualDesk.connected().pipe(
          switchMap((modem) =>
            http
              .get(modem, {
                ...request,
                retry: {
                  attempts: 3,
                  delay: () => {
                    leave.next();
                    return 60_000;
                  },
                },
              })
              .pipe(takeUntil(leave)),
          ),
          takeUntil(leave),
        ),
      ),
    );

    expect(virtualDesk.virtual.state.httpActions).toBe(1);
    expect(virtualDesk.heard.at(-1)).toBe('AT+HTTPTERM');
    expect(balanceOf(virtualDesk)).toEqual(BALANCED);
  });
});
