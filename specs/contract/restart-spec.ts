import { faults } from '../../lib/emulator';
import { concat, mergeMap, switchMap, take, timer } from 'rxjs';
import {
  a7600,
  commands,
  openModem,
  http,
  type Modem,
  powerDown,
  quectel,
  restart,
  sim7600,
  sim800,
} from '../../lib';
import type { EmulatorSettings } from '../../lib/emulator';
import { cable } from '../modem/cable';
import { desk, PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { asking } from './asking';

const FAMILIES = [
  { profile: sim800, says: 'AT+CFUN=1,1', off: 'AT+CPOWD=1' },
  { profile: a7600, says: 'AT+CRESET', off: 'AT+CPOF' },
  { profile: sim7600, says: 'AT+CRESET', off: 'AT+CPOF' },
  { profile: quectel, says: 'AT+CFUN=1,1', off: 'AT+QPOWD=1' },
] as const;

const BOOT_MS = 8_000;
const WAYS: readonly (readonly [name: string, knobs: Partial<EmulatorSettings>])[] = [
  ['OK comes at once, and boots in no time', {}],
  ['OK comes at once', { bootMs: BOOT_MS }],
  ['OK comes with the boot URCs', { bootMs: BOOT_MS, restartOk: 'after' }],
  ['no OK comes', { bootMs: BOOT_MS, restartOk: 'never' }],
  ['no OK comes in time', { bootMs: 3 * BOOT_MS, restartOk: 'never' }],
  ['the OK is slow on its way', { bootMs: BOOT_MS, latencyMs: 50 }],
  ['nothing is told of the start', { bootMs: BOOT_MS, bootUrcs: false }],
  ['nothing is told of the start but OK', { bootMs: BOOT_MS, bootUrcs: false, restartOk: 'after' }],
  ['nothing at all is told', { bootMs: BOOT_MS, bootUrcs: false, restartOk: 'never' }],
  ['it starts before anybody could look, with nothing told', { bootUrcs: false }],
];

describe.each(FAMILIES)('restart on $profile.title', ({ profile, says }) => {
  it.each(WAYS)('completes when the modem is up again: %s', (_, knobs) => {
    const on = desk(profile, 'page', { latencyMs: 1, ...knobs });
    const restarted = asking(on, (modem) => restart(modem));
    const { bootMs = 0 } = knobs;

    expect(restarted).toMatchObject({ values: [], end: 'completed' });
    expect(restarted.endedAt).toBeGreaterThanOrEqual(bootMs);
    expect(restarted.endedAt).toBeLessThan(bootMs + 17_000);
    expect(on.heard.filter((line) => line === says)).toHaveLength(1);
    expect(on.virtual.state.modem.echo).toBe(false);
  });

  it('is quick where the boot URCs are told', () => {
    const { endedAt } = asking(desk(profile, 'page', { bootMs: BOOT_MS }), (modem) => restart(modem));

    expect(endedAt).toBeLessThan(BOOT_MS + 1_500);
  });

  it('leaves a modem that works, and tells the restart once', () => {
    const on = desk(profile, 'page', { bootMs: BOOT_MS });
    const states: unknown[] = [];
    const got = asking(on, (modem) => {
      modem.state.power.subscribe((power) => states.push(power));
      return concat(restart(modem), http.get(modem, PAGE));
    });

    expect(got).toMatchObject({ end: 'completed' });
    expect(got.values.length).toBeGreaterThan(1);
    expect(states).toEqual([{ state: 'on', restarts: 1 }]);
  });

  it('fails what else is open with `reset`', () => {
    const on = desk(profile, { body: 'page', delayMs: 3_000 }, { bootMs: BOOT_MS });
    let other: Watched<unknown> | undefined;
    const restarted = asking(on, (modem) => {
      other = watch(http.get(modem, { url: PAGE, retry: { attempts: 1, delay: 0 } }));
      return timer(1_500).pipe(mergeMap(() => restart(modem)));
    });

    expect(restarted.end).toBe('completed');
    expect(other?.end).toBe('reset');
  });

  it('fails with `timeout` where the modem does not come back', () => {
    const on = desk(profile, 'page', { bootMs: 600_000 });

    const asked = asking(on, (modem) => restart(modem));

    expect(asked).toMatchObject({
      end: 'timeout bring-up',
      reason: { waitedMs: 60_000, command: says },
    });
    expect(asked.endedAt).toBeLessThan(61_000);
    expect(
      asking(desk(profile, 'page', { bootMs: 5_000 }), (modem) => restart(modem, { withinMs: 2_000 })),
    ).toMatchObject({
      end: 'timeout bring-up',
    });
  });

  it('is refused where the modem refuses it', () => {
    const on = desk(profile, 'page');
    const refusing = {
      ...profile,
      power: { ...profile.power, restart: commands.functionalitySet({ level: 3 }) },
    };
    const asked = asking(
      { ...on, connected: (options) => desk(refusing, 'page').connected(options) },
      (modem) => restart(modem),
    );

    expect(asked.end).toBe('refused');
  });

  it('takes a port that goes away with the modem, as USB ports do, for its restart', () => {
    const { virtual, heard } = desk(profile, 'page', { bootMs: BOOT_MS, restartOk: 'never' });
    const wire = cable(virtual.transport);
    const restarted = (reconnect?: true) =>
      virtually(() => {
        timer(1_000).subscribe(wire.unplug);
        timer(4_000).subscribe(wire.plug);
        return watch(
          openModem(wire.transport, profile, reconnect ? { reconnect } : {}).pipe(
            take(1),
            switchMap((modem) => restart(modem)),
          ),
        );
      });

    expect(restarted(true)).toMatchObject({ end: 'completed' });
    expect(heard.filter((line) => line === says)).toHaveLength(1);
    expect(restarted()).toMatchObject({ end: 'closed' });
  });

  it('hears the modem out where nobody reads it any more', () => {
    const on = desk(profile, 'page', { bootMs: BOOT_MS });
    const leaves = (modem: Modem) => {
      const reading = restart(modem).subscribe();
      reading.unsubscribe();
      return modem.keepOpen(timer(20_000).pipe(mergeMap(() => modem.send(commands.signal()))));
    };

    expect(asking(on, leaves)).toMatchObject({ end: 'completed' });
  });
});

describe.each(FAMILIES)('powerDown on $profile.title', ({ profile, off }) => {
  it('completes when the modem said that it is off', () => {
    const on = desk(profile, 'page');
    const states: unknown[] = [];
    const done = asking(on, (modem) => {
      modem.state.power.subscribe((power) => states.push(power));
      return powerDown(modem);
    });

    expect(done).toMatchObject({ values: [], end: 'completed' });
    expect(on.heard.at(-1)).toBe(off);
    expect(on.virtual.state.modem.powered).toBe(false);
    expect(states).toEqual([{ state: 'off', restarts: 0 }]);
  });

  it('leaves a silent modem behind', () => {
    const on = desk(profile, 'page');
    const asked = asking(on, (modem) => concat(powerDown(modem), modem.send(commands.signal())));

    // A Quectel says that it is off; a SIM800 and an A76XX are silent from then on.
    expect(asked.end).toBe(profile === quectel ? 'reset' : 'timeout answer');
  });

  it('fails where the modem says nothing', () => {
    const on = desk(profile, 'page', { faults: [faults.stall({ during: off })] });

    expect(asking(on, (modem) => powerDown(modem)).end).toBe('timeout answer');
  });
});
