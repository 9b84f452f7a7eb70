import { concat, mergeMap, Subject, switchMap, takeUntil, tap, timer } from 'rxjs';
import {
  a7600,
  collect,
  commands,
  openModem,
  type OpenModemOptions,
  ftp,
  http,
  type Modem,
  ofUrc,
  type Profile,
  sim800,
} from '../../lib';
import type { Emulator } from '../../lib/emulator';
import { ftpDesk, server } from '../contract/ftpDesk';
import { patterned } from './bodies';
import { cable, type Cable } from './cable';
import { desk, PAGE } from './desk';
import { virtually } from './virtually';
import { watch, type Watched } from './watch';

const body = patterned(20_000);
const families: readonly Profile[] = [sim800, a7600];

interface Bench {
  readonly virtual: Emulator;
  readonly wire: Cable;
  readonly heard: readonly string[];
}

const bench = (profile: Profile): Bench => {
  const { virtual, heard } = desk(profile, body, { baud: 115_200 });
  return { virtual, heard, wire: cable(virtual.transport) };
};

/** Unplugs for a while. */
const away = ({ unplug, plug }: Cable, atMs: number, forMs: number): void => {
  timer(atMs).subscribe(unplug);
  timer(atMs + forMs).subscribe(plug);
};

const on = (profile: Profile, { wire }: Bench, options: OpenModemOptions = { reconnect: true }) =>
  openModem(wire.transport, profile, options);

describe.each(families)('a connection to a $title that comes back', (profile) => {
  it('gives one modem, however often its port goes and comes', () => {
    const one = bench(profile);
    const { values, end } = virtually(() => {
      away(one.wire, 1_000, 3_000);
      away(one.wire, 20_000, 3_000);
      return watch(on(profile, one).pipe(takeUntil(timer(60_000))));
    });

    expect(values).toHaveLength(1);
    expect(end).toBe('completed');
    expect(one.heard.filter((line) => line === 'ATE0')).toHaveLength(3);
  });

  it('fails a command in flight with `closed`, which says that the connection is made again', () => {
    const one = bench(profile);
    const sent: Watched<unknown>[] = [];
    virtually(() =>
      watch(
        on(profile, one).pipe(
          tap((modem) => {
            sent.push(watch(modem.send(commands.signal())));
            one.wire.unplug();
          }),
          takeUntil(timer(30_000)),
        ),
      ),
    );

    expect(sent.map(({ reason }) => reason)).toEqual([{ kind: 'closed', where: 'cable', reconnects: true }]);
  });

  it('keeps commands that are asked for meanwhile until the modem is there again', () => {
    const one = bench(profile);
    const { values } = virtually(() => {
      away(one.wire, 1_000, 5_000);
      return watch(
        on(profile, one).pipe(
          switchMap((modem) => timer(2_000).pipe(mergeMap(() => modem.send(commands.signal())))),
          takeUntil(timer(30_000)),
        ),
      );
    });

    expect(values.map(({ value }) => value)).toEqual([{ rssi: 20, ber: 0 }]);
  });

  it('never writes a command that was left meanwhile', () => {
    const one = bench(profile);
    virtually(() => {
      away(one.wire, 1_000, 5_000);
      return watch(
        on(profile, one).pipe(
          tap((modem) => {
            watch(
              timer(2_000).pipe(
                mergeMap(() => modem.send(commands.signal())),
                takeUntil(timer(3_000)),
              ),
            );
          }),
          takeUntil(timer(30_000)),
        ),
      );
    });

    expect(one.heard).not.toContain('AT+CSQ');
  });

  it('lets a GET go on where it was', () => {
    const { virtual } = desk(profile, { body, headers: [['ETag', '"1"']] }, { baud: 115_200 });
    const wire = cable(virtual.transport);
    const { values, end } = virtually(() => {
      away(wire, 1_200, 4_000);
      return watch(
        openModem(wire.transport, profile, { reconnect: true }).pipe(
          switchMap((modem) => http.get(modem, { url: PAGE, windowBytes: 2_000 })),
          takeUntil(timer(60_000)),
        ),
      );
    });
    const bytes = Buffer.concat(values.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));

    expect(end).toBe('completed');
    expect(bytes.equals(body)).toBe(true);
    expect(values.filter(({ kind }) => kind === 'resumed')).toEqual([
      {
        kind: 'resumed',
        offset: expect.any(Number),
        reason: { kind: 'closed', where: 'cable', reconnects: true },
      },
    ]);
  });

  it('lets an FTP download come to its end, with nothing told twice', () => {
    const file = patterned(60_000);
    const { virtual } = ftpDesk(profile, { files: { '/a.bin': file } }, { baud: 115_200 });
    const wire = cable(virtual.transport);
    const { values, end } = virtually(() => {
      away(wire, 3_000, 4_000);
      return watch(
        openModem(wire.transport, profile, { reconnect: true }).pipe(
          switchMap((modem) => ftp.get(modem, server, '/a.bin')),
          takeUntil(timer(200_000)),
        ),
      );
    });
    const bytes = Buffer.concat(values.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));

    expect(end).toBe('completed');
    expect(bytes.equals(file)).toBe(true);
  });

  it('goes on telling URCs and states', () => {
    const one = bench(profile);
    const urcs: Watched<unknown>[] = [];
    const { values } = virtually(() => {
      away(one.wire, 1_000, 3_000);
      for (const at of [500, 10_000]) timer(at).subscribe(() => one.virtual.say('+CMTI: "SM",3'));
      timer(11_000).subscribe(() => one.virtual.say('+CREG: 5'));
      return watch(
        on(profile, one).pipe(
          tap((modem: Modem) => urcs.push(watch(modem.urcs.pipe(ofUrc(commands.incomingSms))))),
          switchMap((modem) => modem.state.registration),
          takeUntil(timer(30_000)),
        ),
      );
    });

    expect(urcs[0]?.values).toEqual([
      { storage: 'SM', index: 3 },
      { storage: 'SM', index: 3 },
    ]);
    expect(values.at(-1)).toMatchObject({ status: 5, isRegistered: true, isRoaming: true });
  });

  it('knows nothing of registration and bearer once the port went, and tells that it is up again', () => {
    const one = bench(profile);
    const seen: Watched<unknown>[] = [];
    virtually(() => {
      away(one.wire, 5_000, 3_000);
      return watch(
        on(profile, one).pipe(
          tap((modem) => {
            seen.push(
              watch(modem.state.connection),
              watch(modem.state.registration),
              watch(modem.state.bearer),
            );
          }),
          switchMap((modem) => concat(modem.send(commands.packetRegistration()), http.get(modem, PAGE))),
          takeUntil(timer(30_000)),
        ),
      );
    });

    expect(seen[0]?.values).toEqual([
      { isUp: true, starts: 1 },
      { isUp: false, starts: 1 },
      { isUp: true, starts: 2 },
    ]);
    expect(seen[1]?.values).toContainEqual({ status: 4, isRegistered: false, isRoaming: false });
    expect(seen[2]?.values).toContainEqual({ isOpen: false });
    expect(seen.map(({ end }) => end)).toEqual(['completed', 'completed', 'completed']);
  });

  it('is given up after so many tries in a row, and then all that waits fails', () => {
    const one = bench(profile);
    const waiting: Watched<unknown>[] = [];
    const { end, endedAt } = virtually(() => {
      timer(1_000).subscribe(one.wire.unplug);
      return watch(
        on(profile, one, { reconnect: { attempts: 3, delay: 1_000 } }).pipe(
          tap((modem) => watch(timer(1_500), () => waiting.push(watch(modem.send(commands.signal()))))),
        ),
      );
    });

    expect({ end, endedAt }).toEqual({ end: 'port', endedAt: 4_000 });
    expect(waiting.map((one) => one.end)).toEqual(['port']);
    expect(one.wire.tries()).toBe(4);
  });

  it('counts tries anew once the modem was up again', () => {
    const one = bench(profile);
    const { end } = virtually(() => {
      for (const at of [1_000, 20_000, 40_000]) away(one.wire, at, 1_500);
      return watch(
        on(profile, one, { reconnect: { attempts: 2, delay: 1_000 } }).pipe(takeUntil(timer(60_000))),
      );
    });

    expect(end).toBe('completed');
  });

  it('fails at once where the first connection can’t be made', () => {
    const one = bench(profile);
    one.wire.unplug();
    const { end, endedAt } = virtually(() => watch(on(profile, one)));

    expect({ end, endedAt }).toEqual({ end: 'port', endedAt: 0 });
  });

  it('ends when it is left while the port is away, and stops trying', () => {
    const one = bench(profile);
    const stop = new Subject<void>();
    const tries = virtually(() => {
      const seen: number[] = [];
      timer(1_000).subscribe(one.wire.unplug);
      timer(5_000).subscribe(() => {
        stop.next();
        seen.push(one.wire.tries());
      });
      timer(500_000).subscribe(() => seen.push(one.wire.tries()));
      watch(on(profile, one).pipe(takeUntil(stop)));
      return seen;
    });

    expect(tries[1]).toBe(tries[0]);
  });

  it('is not tried again without a policy', () => {
    const one = bench(profile);
    const { end, reason } = virtually(() => {
      timer(1_000).subscribe(one.wire.unplug);
      return watch(on(profile, one, {}).pipe(switchMap((modem) => http.get(modem, PAGE).pipe(collect()))));
    });

    expect(end).toBe('closed');
    expect(reason).toEqual({ kind: 'closed', where: 'cable' });
    expect(one.wire.tries()).toBe(1);
  });
});
