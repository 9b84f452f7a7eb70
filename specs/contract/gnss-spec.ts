import { take, takeUntil, timer } from 'rxjs';
import { a7600, gnss, type Modem, openModem, quectel, sim7600, sim800 } from '../../lib';
import { type EmulatorSettings, faults } from '../../lib/emulator';
import { line, OK, scripted } from '../modem/scripted';
import { desk, type Desk } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { swept } from '../laws/sweep/swept';
import { asking } from './asking';
import { switchMap } from 'rxjs';

const TRACK = [
  { latitude: -33.856784, longitude: -70.215297, altitudeMeters: 44.1, speedKmh: 18.52, courseDegrees: 90 },
  { latitude: 0.05, longitude: 179.999999, altitudeMeters: -3.5 },
];
const FAMILIES = [
  { profile: sim800, on: 'AT+CGNSPWR=1', off: 'AT+CGNSPWR=0', reads: 'AT+CGNSINF' },
  { profile: a7600, on: 'AT+CGNSSPWR=1', off: 'AT+CGNSSPWR=0', reads: 'AT+CGNSSINFO' },
  { profile: sim7600, on: 'AT+CGPS=1', off: 'AT+CGPS=0', reads: 'AT+CGPSINFO' },
  { profile: quectel, on: 'AT+QGPS=1', off: 'AT+QGPSEND', reads: 'AT+QGPSLOC=2' },
] as const;

const words = ({ heard }: Desk): readonly string[] => heard.filter((text) => /GPS|GNS/.test(text));

describe.each(FAMILIES)('the position of a $profile.title', ({ profile, on, off, reads }) => {
  const desks = (knobs: Partial<EmulatorSettings> = {}): Desk =>
    desk(profile, 'page', { gnss: TRACK, clock: '2026-05-17T09:30:00+02:00', ...knobs });

  it.each([
    ['as it is', {}],
    ['in pieces', { latencyMs: 1, faults: [faults.pieces({ most: 3 })] }],
  ] as const)('comes in signed degrees, meters, km/h and UTC from a modem %s', (_, knobs) => {
    const virtual = desks({ gnssFixMs: 12_000, ...knobs });
    const { values, end } = asking(virtual, (modem) => gnss.fixes(modem, { everyMs: 500 }).pipe(take(4)));

    expect(end).toBe('completed');
    expect(values[0]?.latitude).toBeCloseTo(-33.856784, 4);
    expect(values[0]?.longitude).toBeCloseTo(-70.215297, 4);
    expect(values[0]?.altitudeMeters).toBe(44.1);
    expect(values[0]?.speedKmh).toBeCloseTo(18.52, 0);
    expect(values[0]?.courseDegrees).toBe(90);
    expect(values[0]?.at).toMatch(/^2026-05-17T07:30:\d\d\.000Z$/);
    expect(values.at(-1)).toMatchObject({ altitudeMeters: -3.5 });
    expect(values.at(-1)?.longitude).toBeCloseTo(179.999999, 4);
    expect(words(virtual).filter((text) => !/\?$/.test(text) && text !== reads)).toEqual([on, off]);
  });

  it('leaves a receiver on that was on before', () => {
    const virtual = desks();
    const { values } = asking(virtual, (modem) =>
      modem.sendRaw(on).pipe(switchMap(() => gnss.fixes(modem).pipe(take(1)))),
    );

    expect(values.length).toBe(1);
    expect(words(virtual)).not.toContain(off);
    expect(virtual.virtual.state.modem.gnssSinceMs).toBeDefined();
  });

  it('leaves a receiver on whose state no table has', () => {
    const run = (modem: Modem) => modem.sendRaw(on).pipe(switchMap(() => gnss.fixes(modem).pipe(take(1))));
    const { end, written } = swept(profile, { title: 'gnss', run }, ({ line: asked }) =>
      asked.endsWith('?') && /GPS|GNS/.test(asked)
        ? { isHeard: true, passes: (text) => text.replace(/(: )1/, (_, colon: string) => `${colon}97`) }
        : undefined,
    );

    expect(end).toBe('completed');
    expect(written.map((one) => one.line)).not.toContain(off);
  });

  it('is waited for while there is none, and the receiver is switched off when that is left', () => {
    const virtual = desks({ gnss: [] });
    const { values } = asking(virtual, (modem) => gnss.fixes(modem).pipe(takeUntil(timer(60_000))));

    expect(values).toEqual([]);
    expect(words(virtual).filter((text) => text === reads).length).toBeGreaterThan(10);
    expect(virtual.virtual.state.modem.gnssSinceMs).toBeUndefined();
  });

  it('is unsupported where the modem has no receiver', () => {
    const { values, end } = asking(desks({ gnss: undefined }), (modem) => gnss.fixes(modem));

    expect({ values, end }).toEqual({ values: [], end: 'unsupported' });
  });
});

describe('positions as real modems print them', () => {
  const read = (profile: typeof a7600, question: string, answer: string) => {
    const modem = scripted((text) => {
      if (/PWR\?|CGPS\?|QGPS\?/.test(text)) return `${line(`${text.slice(2, -1)}: 1`)}${OK}`;
      return text === question ? `${line(answer)}${OK}` : OK;
    });
    return virtually(() =>
      watch(
        openModem(modem.transport, profile).pipe(
          take(1),
          switchMap((one) => gnss.fixes(one).pipe(take(1), takeUntil(timer(9_000)))),
        ),
      ),
    ).values[0];
  };

  it.each([
    // A76XX AT manual V1.09 pages 480–490.
    [
      a7600,
      'AT+CGNSSINFO',
      '+CGNSSINFO: 2,09,05,00,3113.330650,N,12121.262554,E,131117,091918.0,32.9,0.0,255.0,1.1,0.8,0.7',
      31.2221775,
      121.3543759,
    ],
    [
      a7600,
      'AT+CGNSSINFO',
      '+CGNSSINFO: 3,08,,01,00,31.2221775,N,121.3543759,W,131117,091918.00,32.9,0.0,255.0,1.1,0.8,0.7,08',
      31.2221775,
      -121.3543759,
    ],
    [
      sim7600,
      'AT+CGPSINFO',
      '+CGPSINFO:3113.343286,S,12121.234064,E,250311,072809.33,44.1,0.0,0',
      -31.2223881,
      121.3539011,
    ],
    // SIM868 GNSS note.
    [
      sim800,
      'AT+CGNSINF',
      '+CGNSINF: 1,1,20150327014838.000,31.221783,121.354528,114.600,0.28,0.0,1,,1.9,2.2,1.0,,8,4,,,42,,',
      31.221783,
      121.354528,
    ],
    [
      quectel,
      'AT+QGPSLOC=2',
      '+QGPSLOC: 061951.0,-31.84538,117.19882,0.7,62.2,3,,0.066,0.036,290826,06',
      -31.84538,
      117.19882,
    ],
  ] as const)('reads %# of a modem', (profile, question, answer, latitude, longitude) => {
    expect(read(profile, question, answer)).toMatchObject({ latitude, longitude });
  });

  it.each([
    '+CGNSSINFO:,,,,,,,,,,,,,,,',
    '+CGNSSINFO: 2,09,05,00,3199.330650,N,12121.262554,E,131117,091918.0,32.9,0.0,255.0,1.1,0.8,0.7',
    '+CGNSSINFO: 2,09,05,00,9913.330650,N,12121.262554,E,131117,091918.0,32.9,0.0,255.0,1.1,0.8,0.7',
    '+CGNSSINFO: 2,09,05,00,3113.330650,N,12121.262554,E,311317,091918.0,32.9,0.0,255.0,1.1,0.8,0.7',
  ])('takes no position from %s', (answer) => {
    expect(read(a7600, 'AT+CGNSSINFO', answer)).toBeUndefined();
  });
});
