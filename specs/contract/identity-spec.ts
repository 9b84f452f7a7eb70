import { faults } from '../../lib/emulator';
import { a7600, commands, health, identify, quectel, sim7600, sim800 } from '../../lib';
import { concat, ignoreElements, EMPTY } from 'rxjs';
import { desk } from '../modem/desk';
import { asking } from './asking';

const WHO = {
  sim800: {
    manufacturer: 'SIMCOM_Ltd',
    model: 'SIMCOM_SIM800L',
    revision: '1418B05SIM800L24',
    imei: '867564050638581',
    imsi: '460001234567890',
    iccid: '89860112851012345678',
  },
  a7600: {
    manufacturer: 'SIMCOM INCORPORATED',
    model: 'A7600E',
    revision: 'A35B01A7600E',
    imei: '861234050012345',
    imsi: '460001234567890',
    iccid: '89860112851012345678',
  },
  quectel: {
    manufacturer: 'Quectel',
    model: 'EC25',
    revision: 'EC25EFAR06A06M4G',
    imei: '866834040012345',
    imsi: '460011234567890',
    iccid: '89860025128306012474',
  },
};
const FAMILIES = [
  { profile: sim800, who: WHO.sim800, card: 'AT+CCID' },
  { profile: a7600, who: WHO.a7600, card: 'AT+CICCID' },
  {
    profile: sim7600,
    who: { ...WHO.a7600, model: 'SIMCOM_SIM7600E', revision: 'LE20B04SIM7600M22' },
    card: 'AT+CICCID',
  },
  { profile: quectel, who: WHO.quectel, card: 'AT+QCCID' },
] as const;

describe.each(FAMILIES)('identity on $profile.title', ({ profile, who, card }) => {
  it('tells modem and SIM, headers taken off', () => {
    const on = desk(profile, 'page');
    const asked = asking(on, identify);

    expect(asked).toMatchObject({ values: [who], end: 'completed' });
    expect(on.heard.slice(3)).toEqual(['AT+CGMI', 'AT+CGMM', 'AT+CGMR', 'AT+CGSN', 'AT+CIMI', card]);
  });

  it('tells null of what is refused', () => {
    const nobody = { ...who, imsi: null, iccid: null };

    expect(asking(desk(profile, 'page', { sim: 'absent' }), identify).values).toEqual([nobody]);
    expect(asking(desk(profile, 'page', { sim: 'SIM PIN' }), identify).values).toEqual([
      { ...who, imsi: null },
    ]);
  });

  it('asks once more where an answer is lost, and tells null where it is lost again', () => {
    const once = { faults: [faults.stall({ during: 'AT+CGMR', after: 3 })] };
    const always = { faults: [faults.stall({ during: 'AT+CGMR', after: 3, times: 'always' })] };

    expect(asking(desk(profile, 'page', once), identify)).toMatchObject({
      values: [{ revision: expect.any(String) as string }],
      end: 'completed',
    });
    expect(asking(desk(profile, 'page', always), identify)).toMatchObject({
      values: [{ revision: null, imei: expect.any(String) as string }],
      end: 'completed',
    });
  });

  it('fails where the modem answers nothing at all', () => {
    const mute = { faults: [faults.powerLost({ during: 'AT+CGMR' })] };

    expect(asking(desk(profile, 'page', mute), identify)).toMatchObject({
      values: [],
      end: 'timeout resynchronise',
    });
  });
});

describe.each(FAMILIES)('health on $profile.title', ({ profile }) => {
  const supplies: Readonly<Record<string, { readonly milliVolts: number }>> = {
    sim800: { milliVolts: 4_012, percent: 87, isCharging: false } as { milliVolts: number },
    quectel: { milliVolts: 3_920, percent: 72, isCharging: false } as { milliVolts: number },
  };
  const supply = supplies[profile.name] ?? { milliVolts: 3_749 };

  it('tells signal, supply, operator and clock', () => {
    expect(asking(desk(profile, 'page'), health)).toMatchObject({
      values: [
        {
          signal: { rssi: 20, dBm: -73, ber: 0 },
          supply,
          operator: profile === quectel ? 'CHN-UNICOM' : 'CHINA MOBILE',
          clock: { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 },
        },
      ],
      end: 'completed',
    });
  });

  it('does not make up what the modem does not know', () => {
    const [told] = asking(desk(profile, 'page', { rssi: 99, registration: 2 }), health).values;

    expect(told).toMatchObject({ signal: { rssi: undefined, dBm: undefined }, operator: null });
  });

  it('tells the clock as it was set, and keeps the states that stand', () => {
    const on = desk(profile, 'page');
    const states: unknown[] = [];
    const asked = asking(on, (modem) => {
      modem.state.clock.subscribe((clock) => states.push(clock));
      modem.state.power.subscribe((power) => states.push(power));
      const set = commands.clockSet({ time: '24/05/17,23:30:00-06' });
      // With 1, as from the factory, a Quectel's clock is taken for UTC.
      const byHand = profile === quectel ? modem.sendRaw('AT+CTZU=0') : EMPTY;
      return concat(byHand.pipe(ignoreElements()), modem.send(set).pipe(ignoreElements()), health(modem));
    });
    const clock = { at: '2024-05-17T23:30:00-01:30', offsetMinutes: -90 };
    const { milliVolts } = supply;

    expect(asked.values).toMatchObject([{ clock }]);
    expect(states).toEqual([expect.objectContaining({ state: 'on', milliVolts }), clock]);
  });
});
