import { faults } from '../../lib/emulator';
import {
  concat,
  concatMap,
  delay,
  forkJoin,
  map,
  merge,
  mergeMap,
  NEVER,
  of,
  retry,
  shareReplay,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
  toArray,
} from 'rxjs';
import { a7600, collect, commands, openModem, http, ModemError, sim800 } from '../../lib';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { patterned } from './bodies';
import { desk, PAGE } from './desk';
import { line, OK, scripted } from './scripted';
import { virtually } from './virtually';
import { watch, type Watched } from './watch';

const { signal } = commands;
const answering = () =>
  scripted((text) => (text === 'AT+CSQ' ? { after: 5, say: line('+CSQ: 20,0', 'OK') } : OK));

describe('connect', () => {
  it('brings the modem up: attention, no echo, errors as numbers; then emits it once', () => {
    const { transport, written } = answering();
    const { values, end } = virtually(() => watch(openModem(transport, sim800)));

    expect(written).toEqual(['AT', 'ATE0', 'AT+CMEE=1']);
    expect(values).toHaveLength(1);
    expect(values[0]?.profile).toBe(sim800);
    expect(Object.isFrozen(values[0])).toBe(true);
    expect(end).toBe('open');
  });

  it('opens the port on subscribing, and closes it on unsubscribing', () => {
    const modem = answering();
    const modems = openModem(modem.transport, sim800);
    expect(modem.opened()).toBe(0);
    const { subscription } = virtually(() => watch(modems));
    expect([modem.opened(), modem.closed()]).toEqual([1, 0]);
    subscription.unsubscribe();

    expect([modem.opened(), modem.closed()]).toEqual([1, 1]);
  });

  it('repeats AT until the modem answers', () => {
    const { transport, written } = scripted((text, time) => (text === 'AT' && time < 4 ? undefined : OK));
    const { values, endedAt } = virtually(() => watch(openModem(transport, sim800).pipe(take(1))));

    expect(written).toEqual(['AT', 'AT', 'AT', 'AT', 'ATE0', 'AT+CMEE=1']);
    expect(values).toHaveLength(1);
    // Three pauses, then a quiet spell in which the answers of the others may still come.
    expect(endedAt).toBe(3 * 500 + 100 + 3 * 500);
  });

  it('does not take a late answer to AT for the next command’s', () => {
    const slow = desk(sim800, 'hello', { faults: [faults.slowFinals({ ms: 700 })] });
    const said: string[] = [];
    const trace = ({ sign, text }: { sign: string; text: string }) => said.push(`${sign} ${text}`);
    virtually(() => watch(slow.connected({ trace }).pipe(take(1))));

    const from = said.indexOf('> ATE0');
    expect(said.slice(from)).toEqual(['> ATE0', '< ATE0', '< OK', '> AT+CMEE=1', '< OK']);
  });

  it('takes ERROR to AT for a sign of life, and asks again', () => {
    const { transport, written } = scripted((text, time) =>
      text === 'AT' && time === 1 ? line('ERROR') : OK,
    );
    virtually(() => watch(openModem(transport, sim800).pipe(take(1))));

    expect(written).toEqual(['AT', 'AT', 'ATE0', 'AT+CMEE=1']);
  });

  it('notes a setting that is refused, and goes on', () => {
    const { transport, written } = scripted((text) => (text === 'ATE0' ? line('ERROR') : OK));
    const notes: string[] = [];
    const trace = ({ sign, text }: { sign: string; text: string }) => sign === '#' && notes.push(text);
    const { values } = virtually(() => watch(openModem(transport, sim800, { trace }).pipe(take(1))));

    expect(values).toHaveLength(1);
    expect(written).toEqual(['AT', 'ATE0', 'AT+CMEE=1']);
    expect(notes).toEqual([expect.stringContaining('ATE0 was refused')]);
  });

  it('begins the bring-up anew where a setting meets silence', () => {
    const { transport, written } = scripted((text, time) => (text === 'ATE0' && time === 1 ? undefined : OK));
    const { values } = virtually(() => watch(openModem(transport, sim800).pipe(take(1))));

    expect(values).toHaveLength(1);
    expect(written).toEqual(['AT', 'ATE0', 'AT', 'ATE0', 'AT+CMEE=1']);
  });

  it('does without a setting that is never answered', () => {
    const notes: string[] = [];
    const trace = ({ sign, text }: { readonly sign: string; readonly text: string }) => {
      if (sign === '#') notes.push(text);
    };
    const { transport, written } = scripted((text) => (text === 'ATE0' ? undefined : OK));
    const { values, end } = virtually(() => watch(openModem(transport, sim800, { trace }).pipe(take(1))));

    expect({ end, modems: values.length }).toEqual({ end: 'completed', modems: 1 });
    expect(written.filter((text) => text === 'ATE0')).toHaveLength(4);
    expect(written.at(-1)).toBe('AT+CMEE=1');
    expect(notes).toEqual([expect.stringContaining('ATE0: the modem did not answer')]);
  });

  it('fails with a time-out of the bring-up where nobody answers, and closes the port', () => {
    const modem = scripted(() => undefined);
    const { end, endedAt } = virtually(() => watch(openModem(modem.transport, sim800, { bringUpMs: 3_000 })));

    expect(end).toBe('timeout bring-up');
    expect(endedAt).toBe(3_000);
    expect(modem.closed()).toBe(1);
  });

  it('fails as the transport does where the port can not be opened', () => {
    const error = new ModemError({ kind: 'port', where: '/dev/ttyUSB0', problem: 'no such file' });
    const { reason } = virtually(() =>
      watch(
        openModem(
          throwError(() => error),
          sim800,
        ),
      ),
    );

    expect(reason).toBe(error.reason);
  });

  it('fails with `closed` where the port goes away, and so does what is under way', () => {
    const modem = scripted((text) => (text === 'AT+CSQ' ? undefined : OK));
    const sent: Watched<unknown>[] = [];
    const { end, reason } = virtually(() =>
      watch(
        openModem(modem.transport, sim800).pipe(
          tap((up) => {
            sent.push(watch(up.send(signal())), watch(up.send(signal())));
            watch(timer(10), () => {
              modem.unplug();
              sent.push(watch(up.send(signal())));
            });
          }),
        ),
      ),
    );

    expect(end).toBe('closed');
    expect(reason).toEqual({ kind: 'closed', where: 'scripted' });
    expect(sent.map((one) => one.end)).toEqual(['closed', 'closed', 'closed']);
    expect(modem.written.filter((text) => text === 'AT+CSQ')).toHaveLength(1);
  });

  it.each([new Error('EIO'), new ModemError({ kind: 'closed', where: 'elsewhere' })])(
    'fails with `closed` where the port fails: %s',
    (error) => {
      const modem = answering();
      const { end } = virtually(() => {
        const watched = watch(openModem(modem.transport, sim800));
        modem.unplug(error);
        return watched;
      });

      expect(end).toBe('closed');
      expect(modem.closed()).toBe(1);
    },
  );

  it('fails with `closed` where the port goes away during the bring-up', () => {
    const modem = scripted(() => undefined);
    const { end, endedAt } = virtually(() => {
      timer(700).subscribe(() => modem.unplug());
      return watch(openModem(modem.transport, sim800));
    });

    expect({ end, endedAt }).toEqual({ end: 'closed', endedAt: 700 });
  });

  it('can be left while the port is still being opened', () => {
    const closed = new Subject<void>();
    const { end } = virtually(() => {
      const transport = NEVER.pipe(tap({ unsubscribe: () => closed.next() }));
      const watched = watch(closed.pipe(take(1)));
      watch(openModem(transport, sim800)).subscription.unsubscribe();
      return watched;
    });

    expect(end).toBe('completed');
  });

  it('closes the port at once where it is left during the bring-up', () => {
    const modem = scripted(() => undefined);
    virtually(() => watch(openModem(modem.transport, sim800).pipe(takeUntil(timer(700)))));

    expect(modem.closed()).toBe(1);
    expect(modem.written).toEqual(['AT', 'AT']);
  });

  it('is a reconnection where it is tried again', () => {
    const modem = answering();
    const { values, end } = virtually(() => {
      timer(5_000).subscribe(() => modem.unplug());
      return watch(
        openModem(modem.transport, sim800).pipe(
          retry({ delay: 1_000 }),
          switchMap((up) => up.send(signal())),
          map(({ value }) => value),
          take(2),
        ),
      );
    });

    expect({ values, end }).toEqual({
      values: [
        { rssi: 20, ber: 0 },
        { rssi: 20, ber: 0 },
      ],
      end: 'completed',
    });
    expect([modem.opened(), modem.closed()]).toEqual([2, 2]);
  });

  it('gives every line from the first AT on to the trace, with its time', () => {
    const { transport } = scripted((text) => (text === 'AT' ? { after: 30, say: OK } : OK));
    const lines: string[] = [];
    virtually(() => {
      const trace = ({ at, sign, text }: { at: number; sign: string; text: string }) =>
        lines.push(`${at} ${sign} ${text}`);
      return watch(openModem(transport, sim800, { trace }).pipe(take(1)));
    });

    expect(lines).toEqual(['0 > AT', '30 < OK', '130 > ATE0', '130 < OK', '130 > AT+CMEE=1', '130 < OK']);
  });

  it('brings the modem up again after a restart, before the next command', () => {
    const modem = answering();
    const { values } = virtually(() =>
      watch(
        openModem(modem.transport, sim800).pipe(
          tap(() => modem.say(line('RDY'))),
          switchMap((up) => up.send(signal())),
        ),
      ),
    );

    expect(values).toHaveLength(1);
    expect(modem.written).toEqual(['AT', 'ATE0', 'AT+CMEE=1', 'AT', 'ATE0', 'AT+CMEE=1', 'AT+CSQ']);
  });
});

describe('a connection that is left', () => {
  const body = patterned(9_000);

  it('goes on for a flow that is still read: take(1), switchMap', () => {
    const { virtual, get } = desk(sim800, body, { baud: 115_200 });
    const { values, end } = virtually(() => watch(get()));

    expect(end).toBe('completed');
    expect(values[0]?.bytes).toHaveLength(9_000);
    expect(virtual.state.httpOpen).toBe(false);
  });

  it('goes on for flows that follow each other, however long they take', () => {
    const { connected } = desk(sim800, body, { resultDelayMs: 20_000 });
    const { values, end } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) =>
            concat(
              http.get(modem, PAGE).pipe(collect()),
              http.get(modem, PAGE).pipe(collect()),
              http.get(modem, PAGE).pipe(collect()),
            ),
          ),
          map(({ bytes }) => bytes.length),
        ),
      ),
    );

    expect({ values, end }).toEqual({ values: [9_000, 9_000, 9_000], end: 'completed' });
  });

  it('goes on for the pause between two tries', () => {
    const { get, virtual } = desk(sim800, body, { faults: [faults.failedRequests({ codes: [601] })] });
    const { end } = virtually(() => watch(get({ retry: { attempts: 2, delay: 60_000 } })));

    expect(end).toBe('completed');
    expect(virtual.state.httpActions).toBe(2);
  });

  it('closes when the last flow has ended', () => {
    const modem = answering();
    const closedAt: number[] = [];
    virtually(() =>
      watch(
        openModem(modem.transport, sim800).pipe(
          take(1),
          switchMap((up) => up.send(signal()).pipe(tap(() => closedAt.push(modem.closed())))),
        ),
      ),
    );

    expect(closedAt).toEqual([0]);
    expect(modem.closed()).toBe(1);
  });

  it('closes when what was left has wound up', () => {
    const { connected, virtual, heard } = desk(sim800, body, { baud: 9_600 });
    virtually(() =>
      watch(
        connected().pipe(
          switchMap((modem) => http.get(modem, PAGE)),
          takeUntil(timer(3_000)),
        ),
      ),
    );

    expect(heard.at(-1)).toBe('AT+HTTPTERM');
    expect(virtual.state.httpOpen).toBe(false);
  });

  it('hears out a command in flight before the port closes', () => {
    const modem = scripted((text) => (text === 'AT+SAPBR=2,1' ? { after: 2_000, say: OK } : OK));
    const closedAt = virtually(() => {
      const seen: number[] = [];
      watch(
        openModem(modem.transport, sim800).pipe(
          switchMap((up) => http.get(up, PAGE)),
          takeUntil(timer(500)),
        ),
      );
      for (const at of [1_999, 2_200]) timer(at).subscribe(() => seen.push(modem.closed()));
      return seen;
    });

    expect(closedAt).toEqual([0, 1]);
    expect(modem.written.at(-1)).toBe('AT+SAPBR=2,1');
  });

  it('closes after its own patience where winding up takes too long', () => {
    const modem = scripted((text) => (text === 'AT+SAPBR=1,1' ? undefined : OK));
    const closedAt = virtually(() => {
      const seen: number[] = [];
      const flow = openModem(modem.transport, sim800, { closeMs: 4_000 }).pipe(
        switchMap((up) => up.send(commands.bearerOpen({ cid: 1 }))),
        takeUntil(timer(1_000)),
      );
      watch(flow);
      for (const at of [4_990, 5_010]) timer(at).subscribe(() => seen.push(modem.closed()));
      return seen;
    });

    expect(closedAt).toEqual([0, 1]);
  });
});

describe('one connection for all', () => {
  it('is shared while somebody reads, and made again afterwards', () => {
    const modem = answering();
    const modems = openModem(modem.transport, sim800).pipe(
      retry({ delay: 1_000 }),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    const asked = modems.pipe(
      take(1),
      switchMap((up) => up.send(signal())),
      map(({ value }) => value.rssi),
    );
    const together = virtually(() => watch(forkJoin([asked, asked, asked])));
    expect(together.values).toEqual([[20, 20, 20]]);
    expect([modem.opened(), modem.closed()]).toEqual([1, 1]);

    const again = virtually(() => watch(asked));
    expect(again.values).toEqual([20]);
    expect([modem.opened(), modem.closed()]).toEqual([2, 2]);
  });

  it.each([sim800, a7600])('lets two GETs take turns on a $title', (profile) => {
    const { connected, virtual, heard } = desk(
      profile,
      patterned(500),
      { latencyMs: 2 },
      {
        'http://example.com/other': patterned(600),
      },
    );
    const { values, end } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) =>
            forkJoin([
              http.get(modem, PAGE).pipe(collect()),
              http.get(modem, 'http://example.com/other').pipe(collect()),
            ]),
          ),
          map((pages) => pages.map(({ length }) => length)),
        ),
      ),
    );
    const sessions = heard.filter((text) => /HTTP(INIT|TERM)/.test(text));

    expect({ values, end }).toEqual({ values: [[500, 600]], end: 'completed' });
    expect(sessions).toEqual(['AT+HTTPINIT', 'AT+HTTPTERM', 'AT+HTTPINIT', 'AT+HTTPTERM']);
    expect(virtual.state.httpActions).toBe(2);
  });

  it.each([sim800, a7600])('answers a command between the windows of a GET on a $title', (profile) => {
    const { connected, heard } = desk(profile, patterned(900), { latencyMs: 2, faults: [faults.strayOk()] });
    const { values, end } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) =>
            http
              .get(modem, { url: PAGE, windowBytes: 300 })
              .pipe(
                concatMap((event) =>
                  event.kind === 'chunk' && event.loaded < 900
                    ? modem.send(signal()).pipe(map(({ value }) => value.rssi))
                    : of(event.kind),
                ),
              ),
          ),
          toArray(),
        ),
      ),
    );
    const order = heard.filter((text) => /READ|CSQ/.test(text)).map((text) => text.slice(3, 7));

    expect(end).toBe('completed');
    expect(values[0]).toContain(20);
    expect(order.indexOf('CSQ')).toBeGreaterThan(order.indexOf('HTTP'));
    expect(order.indexOf('CSQ')).toBeLessThan(order.lastIndexOf('HTTP'));
  });

  it('lets one GET fail, and the other one go on', () => {
    const { connected, virtual } = desk(sim800, patterned(500));
    const { values } = virtually(() =>
      watch(
        connected().pipe(
          switchMap((modem) => {
            const bad = watch(http.get(modem, 'http://nowhere.example/'));
            return http.get(modem, PAGE).pipe(
              collect(),
              map(({ length }) => [length, bad.end]),
              delay(10_000),
            );
          }),
          take(1),
        ),
      ),
    );

    expect(values).toEqual([[500, 'http']]);
    expect(virtual.state.httpInits).toBe(virtual.state.httpTerms);
  });
});

describe('a modem whose connection was left', () => {
  it('says so to whoever still uses it', () => {
    const modem = answering();
    const late: Watched<unknown>[] = [];
    virtually(() =>
      watch(openModem(modem.transport, sim800).pipe(take(1)), (up) => {
        watch(timer(5_000), () => late.push(watch(up.send(signal()))));
      }),
    );

    expect(late.map(({ reason }) => reason)).toEqual([{ kind: 'closed', where: 'SIM800', left: true }]);
  });

  it('ends its streams', () => {
    const modem = answering();
    const { end } = virtually(() =>
      watch(
        openModem(modem.transport, sim800).pipe(
          take(1),
          switchMap(({ urcs }) => urcs),
        ),
      ),
    );

    expect(end).toBe('completed');
  });

  it('takes an option that is undefined for one that was not given', () => {
    const modem = answering();
    const given = { bringUpMs: undefined, quietMs: Infinity } as unknown as { bringUpMs: number };
    const { values } = virtually(() => watch(openModem(modem.transport, sim800, { ...given, quietMs: 100 })));

    expect(values).toHaveLength(1);
  });

  it.each([sim800, a7600])('ends the prompt of a program that was killed, on a $title', (profile) => {
    const { virtual } = desk(profile, patterned(5));
    const sent: unknown[] = [];
    virtual.network.sent.subscribe((message) => sent.push(message));
    const killed = virtual.transport.pipe(
      switchMap((port) =>
        merge(
          port.write(latin1Bytes('AT+CMGF=0\r')),
          timer(100).pipe(mergeMap(() => port.write(latin1Bytes('AT+CMGS=19\r')))),
        ),
      ),
      takeUntil(timer(500)),
    );
    const { values, end } = virtually(() =>
      watch(concat(killed, openModem(virtual.transport, profile).pipe(take(1)))),
    );

    expect(end).toBe('completed');
    expect(values).toHaveLength(1);
    expect(sent).toEqual([]);
  });
});
