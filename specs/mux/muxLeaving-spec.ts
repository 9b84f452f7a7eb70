import { EMPTY, Subject, switchMap, take, takeUntil, tap } from 'rxjs';
import { a7600, identify, multiplex, openModem, type Profile, sim800 } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import type { Transport } from '../../lib/wire/transport';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { muxDesk } from './muxDesk';

// Leaving at every write and at every piece that comes, over entering and leaving: afterwards the modem answers AT.

const families: readonly Profile[] = [sim800, a7600];
const lines: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'comes in pieces': { latencyMs: 1, faults: [faults.pieces({ least: 3, most: 9 })] },
  'was found in the multiplexer': { muxOpen: true },
};

/** Calls out at the nth thing that crosses the port. */
const watched = (
  transport: Transport,
  at: number,
  call: () => void,
): { transport: Transport; passed: () => number } => {
  let count = 0;
  const step = (): void => {
    count += 1;
    if (count === at) call();
  };
  return {
    passed: () => count,
    transport: transport.pipe(
      switchMap((port) => [
        {
          ...port,
          incoming: port.incoming.pipe(tap({ next: step })),
          write: (bytes: Uint8Array) => port.write(bytes).pipe(tap({ complete: step })),
        },
      ]),
    ),
  };
};

const leftAt = (profile: Profile, settings: Partial<EmulatorSettings>, at: number) => {
  const desk = muxDesk(profile, settings);
  const leave = new Subject<void>();
  const { transport, passed } = watched(desk.virtual.transport, at, () => leave.next());
  virtually(() =>
    watch(
      multiplex(transport, { profile }).pipe(
        take(1),
        switchMap(([first = EMPTY]) => openModem(first, profile)),
        switchMap((modem) => identify(modem)),
        take(1),
        takeUntil(leave),
      ),
    ),
  );
  const channels = desk.virtual.channels();
  const fresh = virtually(() =>
    watch(
      openModem(desk.virtual.transport, profile).pipe(
        take(1),
        switchMap((modem) => identify(modem)),
      ),
    ),
  );
  return { isOver: passed() < at, channels, fresh: fresh.end };
};

describe.each(families)('leaving the multiplexer of a $title', (profile) => {
  it.each(Object.entries(lines))(
    'leaves it in AT mode wherever it was left, on a line that %s',
    (_, settings) => {
      const ends: unknown[] = [];
      for (let at = 1; at < 400; at += 1) {
        const { isOver, ...end } = leftAt(profile, settings, at);
        if (isOver) break;
        ends.push(end);
      }

      expect(ends.length).toBeGreaterThan(15);
      expect(ends.filter((end) => JSON.stringify(end) !== '{"fresh":"completed"}')).toEqual([]);
    },
  );
});
