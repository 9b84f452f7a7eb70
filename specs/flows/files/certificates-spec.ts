import { concat, delay, of, switchMap, take, toArray, type Observable } from 'rxjs';
import { a7600, certificates, type Profile, quectel, sim7600, sim800 } from '../../../lib';
import { faults, type EmulatorSettings } from '../../../lib/emulator';
import type { Modem } from '../../../lib/modem/modem';
import { lookAlike, patterned } from '../../modem/bodies';
import { desk, type Desk } from '../../modem/desk';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';
import { fullOr } from '../../helpers/thin';

const on = <T>(virtualDesk: Desk, act: (modem: Modem) => Observable<T>): Watched<T> =>
  virtually(() => watch(virtualDesk.connected().pipe(take(1), switchMap(act))));

const storeCommands = ({ heard }: Desk): readonly string[] =>
  heard.filter((line) => /^AT\+(?:CCERT|QF)/.test(line));

const URCS = { lines: ['+CREG: 1', 'RING', '+XYZ: nobody knows'], where: ['everywhere'] } as const;
const manners: readonly (readonly [string, Partial<EmulatorSettings>])[] = [
  ['answers at once', {}],
  ['sends pieces of 1 to 7 bytes', { latencyMs: 1, faults: [faults.pieces({ least: 1, most: 7 })] }],
  ['says URCs everywhere', { faults: [faults.urcs(URCS)] }],
];

describe.each([
  ['A7600', a7600],
  ['SIM7600', sim7600],
  ['Quectel', quectel],
])('certificates on a %s', (_, profile: Profile) => {
  const put = (knobs: Partial<EmulatorSettings> = {}): Desk => desk(profile, '', knobs);
  /** Whether certificates are files among others: the modem has no store of its own for them. */
  const isFile = profile === quectel;
  const deletes = isFile ? 'AT+QFDEL' : 'AT+CCERTDELE';
  const stored = ({ virtual }: Desk, name: string): Uint8Array | undefined =>
    isFile ? virtual.state.storage.read(`UFS:/${name}`) : virtual.state.storage.certificates.get(name);

  it.each(manners)('are stored, listed and removed where it %s', (_manner, knobs) => {
    const virtualDesk = put(knobs);
    const { values, end } = on(virtualDesk, (modem) =>
      concat(
        certificates.put(modem, 'ca.pem', lookAlike),
        certificates.put(modem, 'key.der', patterned(10_240)),
        certificates.list(modem),
        certificates.remove(modem, 'ca.pem'),
        certificates.list(modem),
      ),
    );

    expect(end).toBe('completed');
    expect(values).toEqual([
      { kind: 'sent', loaded: lookAlike.length, total: lookAlike.length },
      { kind: 'sent', loaded: 10_240, total: 10_240 },
      'ca.pem',
      'key.der',
      'key.der',
    ]);
    expect(stored(virtualDesk, 'key.der')).toEqual(patterned(10_240));
  });

  it('take the place of one that is there, whose name is told', () => {
    const virtualDesk = put();
    const twice = on(virtualDesk, (modem) =>
      concat(
        certificates.put(modem, 'ca.pem', patterned(30)),
        certificates.put(modem, 'ca.pem', patterned(20)),
      ),
    );

    expect(twice.end).toBe('completed');
    expect(stored(virtualDesk, 'ca.pem')).toEqual(patterned(20));
    expect(storeCommands(virtualDesk).filter((line) => line.startsWith(deletes))).toEqual([
      // What may be there is deleted without a look.
      ...(isFile ? [`${deletes}="ca.pem"`] : []),
      `${deletes}="ca.pem"`,
    ]);
  });

  it.each([
    ['a.pe', 1],
    ['certificate', 1],
    [`${'x'.repeat(105)}.pem`, 1],
    ['ca.pem', 0],
    ['ca.pem', 65_537],
  ])('are refused with nothing written: %s of %d bytes', (name, length) => {
    const virtualDesk = put();
    const failed = on(virtualDesk, (modem) => certificates.put(modem, name, patterned(length)));

    expect(failed.end).toBe('invalid-argument');
    expect(storeCommands(virtualDesk)).toEqual([]);
  });

  it('can hold no character that leaves the field', () => {
    const virtualDesk = put();
    const failed = on(virtualDesk, (modem) => certificates.remove(modem, 'a"\rAT+CPOF;.pem'));

    expect(failed.end).toBe('invalid-argument');
    expect(storeCommands(virtualDesk)).toEqual([]);
  });

  it('fail where there is none to remove', () => {
    expect(on(put(), (modem) => certificates.remove(modem, 'none.pem')).end).toBe(isFile ? 'cme' : 'refused');
  });

  it('outlive a restart', () => {
    const virtualDesk = put();
    on(virtualDesk, (modem) => certificates.put(modem, 'ca.pem', patterned(5)));
    virtualDesk.virtual.restart();

    expect(on(virtualDesk, (modem) => certificates.list(modem)).values).toEqual(['ca.pem']);
  });

  it('are whole or not there where the reader leaves at any time, and the modem is well', () => {
    for (let leftMs = 0; leftMs <= 40; leftMs += fullOr(1, 5)) {
      const virtualDesk = put({ latencyMs: 3 });
      const after = virtually(() =>
        watch(
          virtualDesk.connected().pipe(
            switchMap((modem) => {
              const left = watch(certificates.put(modem, 'ca.pem', patterned(9_000)));
              return of(null).pipe(
                delay(leftMs),
                switchMap(() => {
                  left.subscription.unsubscribe();
                  return certificates.put(modem, 'cb.pem', patterned(9)).pipe(toArray());
                }),
              );
            }),
            take(1),
          ),
        ),
      );

      expect({ leftMs, end: after.end }).toEqual({ leftMs, end: 'completed' });
      expect([undefined, 9_000]).toContain(stored(virtualDesk, 'ca.pem')?.length);
    }
  });
});

describe('certificates on a SIM800', () => {
  it.each([
    ['put', (modem: Modem) => certificates.put(modem, 'ca.pem', patterned(5))],
    ['list', (modem: Modem) => certificates.list(modem)],
    ['remove', (modem: Modem) => certificates.remove(modem, 'ca.pem')],
  ] as const)('are unsupported by name, and nothing is written: %s', (_, act) => {
    const virtualDesk = desk(sim800, '');
    const failed = on(virtualDesk, act as (modem: Modem) => Observable<unknown>);

    expect(failed.reason).toEqual({
      kind: 'unsupported',
      family: 'SIM800',
      feature: 'store of certificates',
    });
    expect(virtualDesk.heard.filter((line) => line.includes('CERT'))).toEqual([]);
  });
});
