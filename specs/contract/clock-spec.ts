import { concat, defer, ignoreElements, of } from 'rxjs';
import { a7600, clock, explain, openModem, quectel, refresh, sim7600, sim800 } from '../../lib';
import { type EmulatorSettings, faults } from '../../lib/emulator';
import { desk, type Desk } from '../modem/desk';
import type { Watched } from '../modem/watch';
import { asking } from './asking';

const FAMILIES = [
  { profile: sim800, setting: 'AT+CLTS=1', on: 'AT+CLTS=1;&W' },
  { profile: a7600, setting: 'AT+CTZU=1', on: 'AT+CTZU=1' },
  { profile: sim7600, setting: 'AT+CTZU=1', on: 'AT+CTZU=1' },
  { profile: quectel, setting: 'AT+CTZU=1', on: 'AT+CTZU=1' },
] as const;
const NOW = '2026-05-17T09:30:00+02:00';
const NTP = { from: { ntp: 'time.example' } } as const;
const servers = { ntp: { 'time.example': '2026-05-17T07:30:00Z', 'silent.example': '' } };

const words = ({ heard }: Desk): readonly string[] =>
  heard.filter((line) => /CLTS|CTZU|CNTP|CCLK|QLTS|QNTP|&W|CFUN|CRESET/.test(line));
const offOf = (setting: string): string => setting.replace('=1', '=0');
const messageOf = ({ reason }: Watched<unknown>): string => (reason ? explain(reason) : 'no error');

describe.each(FAMILIES)('the clock of a $profile.title', ({ profile, setting, on }) => {
  const desks = (knobs: Partial<EmulatorSettings> = {}): Desk => desk(profile, 'page', knobs);

  it.each([
    ['as it is', {}],
    ['in pieces', { latencyMs: 1, faults: [faults.pieces({ most: 3 })] }],
  ] as const)('is read with its zone on a modem %s', (_, knobs) => {
    expect(asking(desks({ clock: NOW, ...knobs }), clock.read)).toMatchObject({
      values: [{ isSet: true, at: NOW, offsetMinutes: 120, source: 'modem' }],
      end: 'completed',
    });
  });

  it('is local time in the state of the modem, too', () => {
    const { values } = asking(desks({ clock: NOW }), (modem) => {
      const states: unknown[] = [];
      modem.state.clock.subscribe((state) => states.push(state));
      return concat(
        refresh(modem).pipe(ignoreElements()),
        defer(() => of(states)),
      );
    });

    expect(values).toEqual([[{ at: NOW, offsetMinutes: 120 }]]);
  });

  it.each([
    '',
    '1970-01-01T00:00:09Z',
    '1980-01-06T00:00:09Z',
    '2004-01-01T00:07:00+03:00',
    '2014-12-31T23:59:59Z',
  ])('that was never set, or lost its time (%j), is not set', (start) => {
    expect(asking(desks({ clock: start }), clock.read)).toMatchObject({
      values: [{ isSet: false, source: 'modem' }],
      end: 'completed',
    });
  });

  it('that can not be read fails, and says so', () => {
    const broken = desks({ faults: [faults.missingCommands({ names: ['+CCLK'] })] });

    expect(asking(broken, clock.read).end).toBe('network');
  });

  it.each([
    ['+02:00', NOW, 120],
    ['UTC, where it was never set', '', 0],
  ])('is set by a time server, in the zone that it had: %s', (_, start, offsetMinutes) => {
    const at = offsetMinutes === 0 ? '2026-05-17T07:30:00+00:00' : NOW;
    const { values, end } = asking(desks({ clock: start, ...servers }), (modem) => clock.sync(modem, NTP));

    expect(values).toMatchObject([{ isSet: true, source: 'ntp', offsetMinutes }]);
    expect(Date.parse(values[0]?.at ?? '') - Date.parse(at)).toBeLessThan(5_000);
    expect(end).toBe('completed');
  });

  it.each([
    ['silent.example', /did not answer|of no use/],
    ['nowhere.example', /nowhere\.example|of no use/],
  ])('is not set by %s, and the message says why', (ntp, why) => {
    const got = asking(desks(servers), (modem) => clock.sync(modem, { from: { ntp } }));

    expect(got.values).toEqual([]);
    expect(messageOf(got)).toMatch(why);
    expect(messageOf(got)).toMatch(/; [a-z]/);
  });

  it('changes nothing where the network’s time is off, and says which setting is missing', () => {
    const off = desks({ networkTime: NOW });
    const got = asking(off, (modem) =>
      concat(modem.sendRaw(offOf(setting)).pipe(ignoreElements()), clock.sync(modem, { from: 'network' })),
    );

    expect(messageOf(got)).toContain(setting);
    expect(words(off)).toEqual([offOf(setting), setting.replace('=1', '?')]);
  });

  it('is set by the network with fix: the setting, a restart, and the time', () => {
    const off = desks({ networkTime: NOW });
    const got = asking(off, (modem) => clock.sync(modem, { from: 'network', fix: true }));

    expect(got.values).toMatchObject([{ isSet: true, source: 'network', offsetMinutes: 120 }]);
    expect(got.end).toBe('completed');
    if (profile === quectel) expect(words(off)).not.toContain('AT+CFUN=1,1');
    else expect(words(off).slice(1, 3).join(';').replaceAll(';AT', ';')).toContain(on);
  });

  it('says so where the network sends no time', () => {
    const got = asking(desks({ clock: '' }), (modem) =>
      clock.sync(modem, { from: 'network', fix: true, withinMs: 20_000 }),
    );

    expect(messageOf(got)).toMatch(/the network sent no time; ask a time server/);
  });

  it('is the network’s where the setting is on', () => {
    const got = asking(desks({ clock: NOW, networkTime: NOW }), (modem) =>
      concat(
        modem.sendRaw(`AT+${profile === sim800 ? 'CLTS' : 'CTZU'}=1`).pipe(ignoreElements()),
        clock.sync(modem, { from: 'network' }),
      ),
    );

    expect(got.values).toMatchObject([
      { at: expect.stringMatching(/^2026-05-17T09:30:0\d\+02:00$/) as string, source: 'network' },
    ]);
  });
});

describe('clocks', () => {
  it.each([
    [{ from: 'nowhere' }, 'from'],
    [{ from: { ntp: 'a"b' } }, 'from'],
    [{ from: { ntp: 'a.example' }, offsetMinutes: 7 }, 'offsetMinutes'],
  ])('refuses %j before anything is written', (options, name) => {
    const virtual = desk(sim800, 'page');
    const got = asking(virtual, (modem) => clock.sync(modem, options as never));

    expect(messageOf(got)).toContain(`invalid ${name}`);
    expect(words(virtual)).toEqual([]);
  });

  it('are refused by name on a family without one', () => {
    const virtual = desk(sim800, 'page');
    const connected: Desk['connected'] = (options) =>
      openModem(virtual.virtual.transport, { ...sim800, clock: undefined } as never, options);

    expect(asking({ ...virtual, connected }, clock.read).end).toBe('unsupported');
  });
});
