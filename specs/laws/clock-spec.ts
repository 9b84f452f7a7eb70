import { EMPTY, ignoreElements, of, Subject, switchMap, take } from 'rxjs';
import { openModem, ready, recorded, sim800, sms, urcsOnce } from '../../lib';
import { InboxMemory } from '../../lib/flows/messages/inbox/inboxMemory';
import { encodeDeliver } from '../../lib/pdu/encodeDeliver';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { countSent, withinRate } from '../../lib/flows/messages/sending/withinRate';
import type { Modem } from '../../lib';
import { pauseLimit } from '../../lib/modem/line/pauseLimit';
import { untilQuiet } from '../../lib/mux/askAt';
import type { MuxWire } from '../../lib/mux/muxWire';
import type { Token } from '../../lib/wire/token';
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

  it.each([
    ['forward', HOUR_MS],
    ['back', -HOUR_MS],
  ])('%s neither ends the pause among counted bytes nor makes it last', (_, jumpMs) => {
    let failures = 0;
    const pause = pauseLimit(() => (failures += 1));
    pause.begin();
    jest.advanceTimersByTime(4_000);
    pause.begin();
    jest.setSystemTime(Date.now() + jumpMs);
    jest.advanceTimersByTime(4_900);
    expect(failures).toBe(0);
    jest.advanceTimersByTime(200);

    expect(failures).toBe(1);
  });

  it('forward makes no second URC of the one that comes on another channel, too', () => {
    const channels = [new Subject<Token>(), new Subject<Token>()];
    let urcs = 0;
    urcsOnce(channels.map((one) => ({ urcs: one }))).subscribe(() => (urcs += 1));
    const ring = { kind: 'unknown', text: 'RING' } as Token;
    channels[0]?.next(ring);
    jest.setSystemTime(Date.now() + HOUR_MS);
    channels[1]?.next(ring);

    expect(urcs).toBe(1);
  });

  it('back makes no message wait for more than its minute', () => {
    const modem = {} as Modem;
    countSent(modem);
    jest.setSystemTime(Date.now() - HOUR_MS);
    let isFree = false;
    withinRate(modem, 1).subscribe({ complete: () => (isFree = true) });
    jest.advanceTimersByTime(59_000);
    expect(isFree).toBe(false);
    jest.advanceTimersByTime(1_000);

    expect(isFree).toBe(true);
  });

  it.each([
    ['forward', HOUR_MS],
    ['back', -HOUR_MS],
  ])('%s neither gives out an incomplete message too early nor keeps it back', async (_, jumpMs) => {
    const virtual = emulator({ family: 'sim800', origin: simulatedWeb({}) });
    const [part] = encodeDeliver({
      from: '+491711234567',
      text: 'Every part waits for the others. '.repeat(9),
      reference: 7,
      sentAt: '2026-01-01T00:00:00+00:00',
    });
    const given: unknown[] = [];
    const reading = openModem(virtual.transport, sim800)
      .pipe(switchMap((modem) => sms.inbox(modem, { partialAfterMs: HOUR_MS })))
      .subscribe((event) => given.push(event));
    await jest.advanceTimersByTimeAsync(5_000);
    virtual.network.sms({ pdu: part?.raw ?? '' });
    await jest.advanceTimersByTimeAsync(60_000);
    jest.setSystemTime(Date.now() + jumpMs);
    await jest.advanceTimersByTimeAsync(HOUR_MS / 2);
    expect(given).toEqual([]);
    await jest.advanceTimersByTimeAsync(HOUR_MS);
    reading.unsubscribe();
    await jest.advanceTimersByTimeAsync(60_000);

    expect(given).toMatchObject([{ kind: 'message', isCompleted: false }]);
  });

  it.each([
    ['as old as it was', HOUR_MS, -HOUR_MS],
    ['new where the clock was set back meanwhile', -HOUR_MS, 0],
  ])('does not change how old a part is that a store kept: %s', (_, jumpMs, ageMs) => {
    const [part] = encodeDeliver({
      from: '+491711234567',
      text: 'a'.repeat(200),
      reference: 7,
      sentAt: '2026-01-01T00:00:00+00:00',
    });
    const unfinished = [{ id: 'a', isGiven: false, parts: [{ pdu: part?.raw ?? '', atMs: Date.now() }] }];
    jest.setSystemTime(Date.now() + jumpMs);
    let found: InboxMemory | undefined;
    InboxMemory.of({
      load: () => of({ version: 1 as const, unfinished, given: [] }),
      save: () => EMPTY,
    }).subscribe((memory) => (found = memory));
    const [held] = found?.shelf.held ?? [];

    expect([...(held?.parts.values() ?? [])].map(({ atMs }) => atMs - monotonicNow())).toEqual([ageMs]);
  });

  it('back makes no wait for a quiet multiplexer longer', () => {
    const wire = { heard: new Subject<Uint8Array>() };
    let isQuiet = false;
    untilQuiet(wire as unknown as MuxWire, 100).subscribe({ complete: () => (isQuiet = true) });
    jest.setSystemTime(Date.now() - HOUR_MS);
    jest.advanceTimersByTime(110);

    expect(isQuiet).toBe(true);
  });

  it('does not move what time is measured by, in virtual time neither', () => {
    const before = monotonicNow();
    jest.setSystemTime(Date.now() + HOUR_MS);

    expect(monotonicNow() - before).toBe(0);
    expect(virtually(monotonicNow)).toBe(0);
  });
});
