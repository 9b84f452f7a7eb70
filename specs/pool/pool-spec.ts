import {
  concat,
  concatMap,
  filter,
  map,
  mergeMap,
  type Observable,
  of,
  range,
  Subject,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
  toArray,
} from 'rxjs';
import {
  a7600,
  collect,
  openModem,
  type FlowTarget,
  http,
  pool,
  sim800,
  type TransferEvent,
} from '../../lib';
import { OriginFailure, simulatedWeb } from '../../lib/emulator';
import { joinBytes } from '../../operators/joinBytes';
import { patterned } from '../modem/bodies';
import { PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fellow, times } from './fleet';

const BODY = patterned(20_000);
const VERSION = [['ETag', '"v1"']] as const;
const versioned = simulatedWeb({ [PAGE]: { body: BODY, headers: VERSION } });
const short = simulatedWeb({ [PAGE]: 'hello' });

const bytesOf = (events: readonly TransferEvent[]): Uint8Array =>
  joinBytes(events.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));
const text = (target: FlowTarget): Observable<string> => http.getText(target, PAGE);
const many = (count: number, flow: (at: number) => Observable<unknown>) => range(count).pipe(mergeMap(flow));

describe('pool', () => {
  it('emits the changes of one modem to those who follow it, and no others', () => {
    const fellows = ['north', 'south'].map((name) => fellow({ name, origin: short }));
    const fleet = pool(fellows.map(({ entry }) => entry));
    const seen = virtually(() => {
      const followed = watch(fleet.member('south').pipe(takeUntil(timer(20_000))));
      const all = watch(fleet.members.pipe(takeUntil(timer(20_000))));
      const none = watch(fleet.member('west').pipe(takeUntil(timer(20_000))));
      timer(10_000).subscribe(() => fellows[1]?.unplug());
      return { followed, all, none };
    });
    const south = seen.all.values.map((members) => members.find(({ name }) => name === 'south'));
    const changes = south.filter((one, at) => at === 0 || one !== south[at - 1]);

    expect(seen.followed.values.length).toBeGreaterThan(5);
    expect(seen.followed.values).toEqual(changes);
    expect(seen.none.values).toEqual([undefined]);
  });

  it('gives each flow a modem of its own, and the next one the first that is free', () => {
    const fellows = ['north', 'south'].map((name) => fellow({ name, origin: short }));
    const fleet = pool(fellows.map(({ entry }) => entry));
    let most = 0;
    const seen = virtually(() => {
      const watched = fleet.members.subscribe((members) => {
        most = Math.max(most, members.filter(({ isTaken }) => isTaken).length);
      });
      return watch(many(6, () => text(fleet)).pipe(tap({ complete: () => watched.unsubscribe() })));
    });

    expect(seen).toMatchObject({ end: 'completed', values: Array(6).fill('hello') });
    expect(most).toBe(2);
    expect(fellows.map((one) => times(one, 'AT+HTTPINIT'))).toEqual([3, 3]);
    expect(fellows.map((one) => times(one, 'AT+HTTPTERM'))).toEqual([3, 3]);
  });

  it('takes one that is registered, with the better signal', () => {
    const weak = fellow({ name: 'weak', origin: short, rssi: 3 });
    const lost = fellow({ name: 'lost', origin: short, rssi: 31, registration: 2 });
    const strong = fellow({ name: 'strong', origin: short, rssi: 25 });
    const fleet = pool([weak, lost, strong].map(({ entry }) => entry));
    const ready = fleet.members.pipe(
      filter((members) => members.filter(({ isAsked }) => isAsked).length === 3),
      take(1),
    );
    const seen = virtually(() =>
      watch(
        fleet.members.pipe(takeUntil(concat(ready, text(fleet)).pipe(filter((said) => said === 'hello')))),
      ),
    );

    expect(seen.end).toBe('completed');
    expect([weak, lost, strong].map((one) => times(one, 'AT+HTTPINIT'))).toEqual([0, 0, 1]);
  });

  it('goes on behind what was emitted when a modem goes in the middle of a body', () => {
    const [north, south] = [
      fellow({ name: 'north', origin: versioned, rssi: 31 }),
      fellow({ name: 'south', origin: versioned, rssi: 9 }),
    ];
    const fleet = pool([north.entry, south.entry]);
    const asked = fleet.members.pipe(
      filter((all) => all.length === 2 && all.every(({ isAsked }) => isAsked)),
      take(1),
    );
    const seen = virtually(() =>
      watch(
        asked.pipe(
          concatMap(() => http.get(fleet, { url: PAGE, windowBytes: 4_096 })),
          tap((event) => {
            if (event.kind === 'chunk' && event.loaded === 8_192) north.unplug();
          }),
        ),
      ),
    );

    expect(seen.end).toBe('completed');
    expect(seen.values.filter(({ kind }) => kind === 'head')).toHaveLength(1);
    expect(seen.values.find(({ kind }) => kind === 'resumed')).toMatchObject({
      offset: 8_192,
      reason: { kind: 'closed' },
    });
    expect(Buffer.compare(bytesOf(seen.values), BODY)).toBe(0);
    expect(times(south, 'AT+HTTPPARA="BREAK",8192')).toBe(1);
  });

  it('takes a modem back when its connection is there again', () => {
    const north = fellow({ name: 'north', origin: short });
    const fleet = pool([north.entry], { rejoinMs: 2_000 });
    const seen = virtually(() => {
      const over = new Subject<void>();
      const counts: number[] = [];
      fleet.members.pipe(takeUntil(over)).subscribe((members) => counts.push(members.length));
      return {
        counts,
        flow: watch(
          concat(
            text(fleet),
            timer(0).pipe(
              tap(north.unplug),
              map((at) => `${at}`),
            ),
            text(fleet),
          ).pipe(tap({ complete: () => over.next() })),
        ),
      };
    });

    expect(seen.flow.values).toEqual(['hello', '0', 'hello']);
    expect(seen.counts.filter((count, at, all) => count !== all[at - 1])).toEqual([0, 1, 0, 1]);
  });

  it('lets another modem do what a family can not', () => {
    const [old, young] = [
      fellow({ name: 'old', origin: short }),
      fellow({ name: 'young', origin: short, profile: a7600 }),
    ];
    const fleet = pool([old.entry, young.entry]);
    const seen = virtually(() => watch(http.put(fleet, { url: PAGE, body: 'x' }).pipe(collect())));

    expect(seen.end).toBe('completed');
    expect(times(young, 'AT+HTTPACTION=4')).toBe(1);
  });

  describe('a POST', () => {
    const posted = (fails: 'dns' | 'closed') => {
      let arrived = 0;
      const web = simulatedWeb({
        [PAGE]: () => {
          arrived += 1;
          return 'stored';
        },
      });
      const failing = () => throwError(() => new OriginFailure(fails));
      const bad = fellow({ name: 'bad', origin: failing, rssi: 31 });
      const good = fellow({ name: 'good', origin: web, rssi: 5 });
      const fleet = pool([bad.entry, good.entry]);
      const asked = fleet.members.pipe(
        filter((all) => all.length === 2 && all.every(({ isAsked }) => isAsked)),
        take(1),
      );
      const seen = virtually(() =>
        watch(
          asked.pipe(
            concatMap(() => http.post(fleet, { url: PAGE, body: 'once', retry: { attempts: 1, delay: 0 } })),
          ),
        ),
      );
      return { seen, arrived: () => arrived };
    };

    it('is moved where it can not have reached the server', () => {
      const { seen, arrived } = posted('dns');
      expect({ end: seen.end, arrived: arrived() }).toEqual({ end: 'completed', arrived: 1 });
    });

    it('is not moved where it may have', () => {
      const { seen, arrived } = posted('closed');
      expect({ end: seen.end, arrived: arrived() }).toEqual({ end: 'http', arrived: 0 });
    });
  });

  it('says why no modem is fit, and what each one lacks', () => {
    const fellows = [
      fellow({ name: 'north', origin: short, registration: 3 }),
      fellow({ name: 'south', origin: short, sim: 'absent' }),
    ];
    const fleet = pool(
      fellows.map(({ entry }) => entry),
      { waitMs: 9_000 },
    );
    const seen = virtually(() => watch(text(fleet)));

    expect(seen).toMatchObject({ end: 'network', endedAt: 9_000, reason: { step: 'pool' } });
    expect((seen.reason as { seen: string }).seen).toMatch(
      /north: it is not registered \(status 3\); south: its SIM says/,
    );
  });

  it('waits for one that becomes fit', () => {
    const north = fellow({ name: 'north', origin: short, registration: 2 });
    const fleet = pool([north.entry]);
    const seen = virtually(() => {
      timer(20_000).subscribe(() => north.virtual.become({ registration: 1 }));
      return watch(text(fleet));
    });
    expect(seen.values).toEqual(['hello']);
  });

  it('hangs up on the modem of a flow that is left, and gives it on when that was heard', () => {
    const north = fellow({ name: 'north', origin: versioned });
    const fleet = pool([north.entry]);
    const seen = virtually(() => {
      const left = new Subject<void>();
      http
        .get(fleet, PAGE)
        .pipe(
          tap(({ kind }) => kind === 'chunk' && left.next()),
          takeUntil(left),
        )
        .subscribe();
      return watch(http.get(fleet, PAGE).pipe(collect()));
    });
    const sessions = north.heard.filter((line) => /HTTPINIT|HTTPTERM/.test(line));

    expect(seen.end).toBe('completed');
    expect(sessions).toEqual(['AT+HTTPINIT', 'AT+HTTPTERM', 'AT+HTTPINIT', 'AT+HTTPTERM']);
  });

  it('says nothing for a flow that is left while it waits', () => {
    const north = fellow({ name: 'north', origin: short });
    const fleet = pool([north.entry]);
    const seen = virtually(() => {
      const first = watch(text(fleet));
      watch(text(fleet)).subscription.unsubscribe();
      return first;
    });
    expect(seen.values).toEqual(['hello']);
    expect(times(north, 'AT+HTTPINIT')).toBe(1);
  });

  it('leaves a modem alone for a while on which flows fail, so that it does not draw them all', () => {
    const failing = () => throwError(() => new OriginFailure('network'));
    const bad = fellow({ name: 'bad', origin: failing });
    const good = fellow({ name: 'good', origin: short });
    const fleet = pool([bad.entry, good.entry]);
    const flow = () => http.get(fleet, { url: PAGE, retry: { attempts: 1, delay: 0 } }).pipe(collect());
    const seen = virtually(() => watch(many(40, flow)));

    expect(seen.end).toBe('completed');
    expect(seen.values).toHaveLength(40);
    expect(times(bad, 'AT+HTTPACTION')).toBeLessThan(6);
  });

  it('lets modems come and go', () => {
    const [north, south] = [
      fellow({ name: 'north', origin: short }),
      fellow({ name: 'south', origin: short }),
    ];
    const seen = virtually(() => {
      const gone = new Subject<void>();
      const coming = concat(
        of({ name: 'north', modem: north.entry.modem.pipe(takeUntil(gone)) }),
        timer(10_000).pipe(
          tap(() => gone.next()),
          map(() => south.entry),
        ),
      );
      const fleet = pool(coming);
      return watch(
        fleet.members.pipe(
          map((members) => members.map(({ name }) => name).join()),
          takeUntil(timer(20_000).pipe(concatMap(() => text(fleet)))),
        ),
      );
    });
    expect(seen.values.filter((names, at, all) => names !== all[at - 1])).toEqual(['', 'north', '', 'south']);
    expect([north, south].map((one) => times(one, 'AT+HTTPINIT'))).toEqual([0, 1]);
  });

  it('counts what others do with a modem, and runs flows of one’s own on one by name', () => {
    const [north, south] = [
      fellow({ name: 'north', origin: versioned, rssi: 31 }),
      fellow({ name: 'south', origin: versioned, rssi: 20 }),
    ];
    const fleet = pool([north.entry, south.entry]);
    const seen = virtually(() => {
      const over = new Subject<void>();
      const loads: number[] = [];
      fleet.members
        .pipe(takeUntil(over))
        .subscribe((members) => loads.push(...members.map(({ load }) => load)));
      const own = fleet.on('south').run((modem, name) =>
        http.get(modem, PAGE).pipe(
          collect(),
          map(({ status }) => `${name} ${status}`),
        ),
      );
      return { loads, flow: watch(own.pipe(tap({ complete: () => over.next() }))) };
    });
    expect(seen.flow.values).toEqual(['south 200']);
    expect(Math.max(...seen.loads)).toBeGreaterThan(0);
  });

  it('takes modems that are connected already', () => {
    const { virtual } = fellow({ name: 'north', origin: short });
    const flow = openModem(virtual.transport, sim800).pipe(
      mergeMap((modem) => text(pool([modem]))),
      take(1),
    );
    expect(virtually(() => watch(flow)).values).toEqual(['hello']);
  });

  it('gives thousands their turn on a flat stack', () => {
    const north = fellow({ name: 'north', origin: short });
    const fleet = pool([north.entry]);
    const flow = (at: number) => fleet.run(() => of(at));
    const seen = virtually(() => watch(many(5_000, flow).pipe(toArray())));
    expect(seen.values[0]).toHaveLength(5_000);
  });

  it('closes its ports when nobody is subscribed any more', () => {
    const north = fellow({ name: 'north', origin: short });
    const fleet = pool([north.entry]);
    virtually(() => watch(text(fleet)));
    // A port that is open still could not be opened again.
    expect(virtually(() => watch(text(fleet))).values).toEqual(['hello']);
  });

  it('lets an error stand that is no ModemError', () => {
    const north = fellow({ name: 'north', origin: short });
    const fleet = pool([north.entry, fellow({ name: 'south', origin: short }).entry]);
    const flow = fleet.run(
      () => {
        throw new RangeError('mine');
      },
      { idempotent: true },
    );
    expect(virtually(() => watch(flow)).end).toBe('no ModemError: RangeError: mine');
  });
});
