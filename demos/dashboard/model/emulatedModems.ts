import { a7600, type Profile, sim7600, sim800 } from 'rxmodem';
import { type Emulator, emulator, type FamilyName, type EmulatorSettings } from 'rxmodem/emulator';
import { life, type LifeParts } from './life';
import { simulatedPages } from './simulatedPages';
import type { Source } from './source';

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
  /** Of the chance that governs their life; without one they are still. */
  readonly seed?: number;
}

/** Makes virtual modems, one of each family, on a line of 115,200 baud. */
export const emulatedModems = ({ seed, ...knobs }: EmulatedOptions = {}): readonly EmulatedModem[] =>
  ROWS.map(({ family, profile, ...words }, at) => {
    const virtual = emulator({ family, origin: simulatedPages.origin(), baud: 115_200, ...knobs });
    const lively = seed === undefined ? {} : { life: life({ virtual, ...words, at, seed: seed + at }) };
    return {
      virtual,
      source: {
        id: family,
        where: 'emulated',
        transport: virtual.transport,
        profile,
        pages: simulatedPages.urls,
        ...lively,
      },
    };
  });
