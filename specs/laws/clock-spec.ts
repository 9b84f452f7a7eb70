import { ignoreElements, switchMap, take } from 'rxjs';
import { openModem, ready, recorded, sim800 } from '../../lib';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { monotonicNow } from '../../operators/monotonicNow';
import { virtually } from '../modem/virtually';

// The clock on the wall decides no deadline: it may jump by an hour when the network brings the time. Jest's timers pass no
// real time, and its clock can be set.

const HOUR_MS = 3_600_000;

describe('a clock that is set', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    ['forward', HOUR_MS],
    ['back', -HOUR_MS],
  ])('%s by an hour neither ends ready nor makes it last', async (_, jumpMs) => {
    const virtual = emulator({ family: 'sim800', origin: simulatedWeb({}), registration: 2 });
    let log = '';
    let end: unknown;
    openModem(
      recorded(virtual.transport, (text) => (log += text)),
      sim800,
    )
      .pipe(
        take(1),
        switchMap((modem) => ready(modem)),
        ignoreElements(),
      )
      .subscribe({ error: (error: unknown) => (end = error), complete: () => (end = 'ready') });
    await jest.advanceTimersByTimeAsync(50);
    jest.setSystemTime(Date.now() + jumpMs);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(end).toBeUndefined();
    jest.setSystemTime(Date.now() + jumpMs);
    virtual.become({ registration: 1 });
    await jest.advanceTimersByTimeAsync(10_000);

    expect(end).toBe('ready');
    expect(Math.max(...[...log.matchAll(/^(\d+)(?:\.\d+)?ms /gm)].map(([, ms]) => Number(ms)))).toBeLessThan(
      6_000,
    );
  });

  it('does not move what time is measured by, in virtual time neither', () => {
    const before = monotonicNow();
    jest.setSystemTime(Date.now() + HOUR_MS);

    expect(monotonicNow() - before).toBe(0);
    expect(virtually(monotonicNow)).toBe(0);
  });
});
