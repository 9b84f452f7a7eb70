import { a7600, type Profile, sim7600, sim800 } from 'rxmodem';
import { type Emulator, emulator, type EmulatorSettings, type FamilyName, faults } from 'rxmodem/emulator';
import { life, type LifeParts } from './life';
import { simulatedPages } from './simulatedPages';
import type { Source } from '../modems/source';

/** A virtual modem, and how it is watched. */
export interface EmulatedModem {
  readonly virtual: Emulator;
  readonly source: Source;
}

interface Row extends Pick<LifeParts, 'urcs' | 'signal'> {
  readonly family: FamilyName;
  readonly profile: Profile;
}

const shared = ['RING', '+CMTI: "SM",3', '+CLIP: "+491701234567",145,"",0,"",0'];

const ROWS: readonly Row[] = [
  {
    family: 'sim800',
    profile: sim800,
    signal: (rssi) => `+CSQN: ${rssi},0`,
    urcs: [...shared, '+CUSD: 0,"Balance: 5.00",15', '+CIEV: 10,"45202","VinaPhone","", 0, 0', '+CMTE: 1'],
  },
  {
    family: 'a7600',
    profile: a7600,
    signal: (rssi) => `+CSQ: ${rssi},0`,
    urcs: [...shared, '+CGEV: ME PDN ACT 8,1', '+CTZV: +04,0', '+CRING: VOICE'],
  },
  {
    family: 'sim7600',
    profile: sim7600,
    signal: (rssi) => `+CSQ: ${rssi},0`,
    urcs: [...shared, '+CGEV: EPS PDN ACT 5', 'NO CARRIER'],
  },
];

/** How the virtual modems are made. */
export interface EmulatedOptions extends Partial<EmulatorSettings> {
  /** Seed of the chance that governs their life. Default: they are still. */
  readonly seed?: number;
  /** How many. From the fourth on, some have troubles. Default: one of each family. */
  readonly count?: number;
}

/** What is wrong with some of many. */
const TROUBLES: Readonly<Record<number, Partial<EmulatorSettings>>> = {
  4: { sim: 'SIM PIN' },
  8: { registration: 3 },
  9: { sim: 'absent', registration: 0 },
  13: { faults: [faults.silent()] },
};

/** Makes virtual modems on lines of 115,200 baud: of each family in turn. */
export const emulatedModems = ({
  seed,
  count = ROWS.length,
  ...settings
}: EmulatedOptions = {}): readonly EmulatedModem[] =>
  Array.from({ length: count }, (_, at) => {
    const { family, profile, ...words } = ROWS[at % ROWS.length] as Row;
    const round = Math.floor(at / ROWS.length) + 1;
    const virtual = emulator({
      family,
      origin: simulatedPages.origin(),
      baud: 115_200,
      ussd: USSD,
      ...settings,
      ...TROUBLES[at],
    });
    const isLively = seed !== undefined && TROUBLES[at] === undefined;
    return {
      virtual,
      source: {
        id: round === 1 ? family : `${family}-${round}`,
        name: round === 1 ? profile.title : `${profile.title}-${round}`,
        where: 'emulated',
        transport: virtual.transport,
        profile,
        pages: simulatedPages.urls,
        ...(isLively && { life: life({ virtual, ...words, at, seed: seed + at }) }),
      },
    };
  });

/** A balance and a menu. */
const USSD: EmulatorSettings['ussd'] = {
  '*100#': 'Balance: 5.00',
  '*123#': { text: '1 Balance\n2 Data', replies: { '1': 'Balance: 5.00', '2': '80 MB are left' } },
};
