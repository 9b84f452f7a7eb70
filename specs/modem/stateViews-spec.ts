import { concat, map, mergeMap, type Observable, switchMap, takeUntil, tap, timer } from 'rxjs';
import { a7600, commands, type Modem, type Profile, sim800 } from '../../lib';
import type { Emulator } from '../../lib/emulator';
import { desk } from './desk';
import { virtually } from './virtually';
import { watch } from './watch';

const families: readonly Profile[] = [sim800, a7600];

/** Watches a view while something is done with the modem, then with its emulator. */
const seen = <T>(
  profile: Profile,
  view: (modem: Modem) => Observable<T>,
  ask: (modem: Modem) => Observable<unknown>,
  act: (virtual: Emulator) => void = () => undefined,
): readonly T[] => {
  const { virtual, connected } = desk(profile, 'hello');
  const { values } = virtually(() => {
    timer(10_000).subscribe(() => act(virtual));
    return watch(
      connected().pipe(
        tap((modem) => watch(ask(modem))),
        switchMap(view),
        takeUntil(timer(20_000)),
      ),
    );
  });
  return values;
};

describe.each(families)('the state views of a $title', (profile) => {
  it('tell the signal that somebody asked for, and what is not new only once', () => {
    const ask = (modem: Modem) => concat(modem.send(commands.signal()), modem.send(commands.signal()));
    const values = seen(profile, (modem) => modem.state.signal, ask);

    expect(values).toEqual([{ rssi: 20, dBm: -73, ber: 0 }]);
    expect(Object.isFrozen(values[0])).toBe(true);
  });

  it('tell the clock that somebody asked for, and what the network tells of it', () => {
    const values = seen(
      profile,
      (modem) => modem.state.clock,
      (modem) => modem.send(commands.clock()),
      (virtual) => {
        virtual.say('*PSUTTZ: 2022,9,14,23,55,19,"+28",0');
        virtual.say('+CTZV: +08,24/05/17,09:30:00,1');
        virtual.say('+CTZV: +32');
      },
    );

    expect(values).toEqual([
      { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 },
      { at: '2022-09-15T06:55:19+07:00', offsetMinutes: 420 },
      { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 },
    ]);
  });

  it('replay the last value to whoever comes later', () => {
    const values = seen(
      profile,
      (modem) => timer(5_000).pipe(mergeMap(() => modem.state.sim)),
      (modem) => modem.send(commands.simState()),
    );

    expect(values).toEqual([{ state: 'READY', isReady: true }]);
  });

  it('tell the registration of answers and URCs, the packet network first', () => {
    const values = seen(
      profile,
      (modem) => modem.state.registration.pipe(map(({ status }) => status)),
      (modem) => modem.send(commands.circuitRegistration()),
      (virtual) => {
        virtual.say('+CREG: 2');
        virtual.say('+CGREG: 3');
        virtual.say('+CREG: 1');
        virtual.say('+CGREG: 5,"28B4","9DC1"');
      },
    );

    // `+CREG: 1` changes what is known of calls, not what counts.
    expect(values).toEqual([1, 2, 3, 3, 5]);
  });

  it('know nothing of registration and bearer after a restart, and count it', () => {
    const values = seen(
      profile,
      (modem) => modem.state.power,
      () => timer(0),
      (virtual) => virtual.restart(),
    );

    expect(values).toEqual([{ state: 'on', restarts: 1 }]);
  });

  it('know nothing of registration and bearer once the modem is off', () => {
    const off = (virtual: Emulator): void => virtual.say('NORMAL POWER DOWN');
    const asked = (modem: Modem) =>
      concat(modem.send(commands.packetRegistration()), modem.send(commands.signal()));
    const registration = seen(profile, (modem) => modem.state.registration, asked, off);
    const signal = seen(profile, (modem) => modem.state.signal, asked, off);
    const bearer = seen(profile, (modem) => modem.state.bearer, asked, off);

    expect(registration.at(-1)).toEqual({ status: 4, isRegistered: false, isRoaming: false });
    expect(signal.at(-1)).toEqual({ rssi: undefined, dBm: undefined, ber: undefined });
    expect(bearer).toEqual([{ isOpen: false }]);
  });

  it('tell a SIM that went', () => {
    const values = seen(
      profile,
      (modem) => modem.state.sim,
      (modem) => modem.send(commands.simState()),
      (virtual) => virtual.say('+CPIN: NOT INSERTED'),
    );

    expect(values).toEqual([
      { state: 'READY', isReady: true },
      { state: 'NOT INSERTED', isReady: false },
    ]);
  });

  it('tell a voltage that is too low, and that the modem went off', () => {
    const values = seen(
      profile,
      (modem) => modem.state.power.pipe(map(({ state }) => state)),
      () => timer(0),
      (virtual) => {
        virtual.say('UNDER-VOLTAGE WARNNING');
        virtual.say('UNDER-VOLTAGE POWER DOWN');
      },
    );

    expect(values).toEqual(['under-voltage', 'off']);
  });
});

describe('the bearer’s view', () => {
  it('follows what is done with a SIM800’s bearer, and what the network does', () => {
    const values = seen(
      sim800,
      (modem) => modem.state.bearer,
      (modem) =>
        concat(
          modem.send(commands.bearerState({ cid: 1 })),
          modem.send(commands.bearerOpen({ cid: 1 })),
          modem.send(commands.bearerState({ cid: 1 })),
        ),
      (virtual) => virtual.loseBearer(),
    );

    expect(values).toEqual([
      { isOpen: false },
      { isOpen: true },
      { isOpen: true, address: '10.89.193.1' },
      { isOpen: false },
    ]);
  });

  it('follows an A7600’s context 1, and no other', () => {
    const values = seen(
      a7600,
      (modem) => modem.state.bearer,
      (modem) =>
        concat(
          modem.send(commands.contextActive()),
          modem.send(commands.contextActivate({ on: true, cid: 1 })),
          modem.send(commands.contextAddress({ cid: 1 })),
        ),
      (virtual) => {
        virtual.say('+CGEV: ME PDN DEACT 8');
        virtual.say('+CGEV: NW PDN DEACT 1');
        virtual.say('+CGEV: ME PDN ACT 1,0');
        virtual.say('+CGEV: NW DETACH');
      },
    );

    expect(values).toEqual([
      { isOpen: false },
      { isOpen: true },
      { isOpen: true, address: '10.83.214.110' },
      { isOpen: false },
      { isOpen: true },
      { isOpen: false },
    ]);
  });
});
