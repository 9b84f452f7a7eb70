import {
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
} from '../commands/network';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
  signalChanged,
  signalReported,
  simChanged,
} from '../commands/networkUrcs';
import * as power from '../commands/powerUrcs';
import { CME_CODES } from '../grammar/cmeCodes';
import { dBmOf } from '../grammar/dBmOf';
import type { Power, Registration, Signal, Sim } from './modemStates';
import { notice, type Notice } from './notice';
import type { View, Views } from './views';

/** 27.007 § 7.2: 4 is unknown. */
const UNKNOWN_STATUS = 4;

interface Told {
  readonly status: number;
  readonly area?: string | undefined;
  readonly cell?: string | undefined;
}

const isRegistered = (status: number | undefined): boolean => status === 1 || status === 5;

/** The packet network is what services ride on: it counts where it is told. */
const overall = ({ circuit, packet, lte }: Pick<Registration, 'circuit' | 'packet' | 'lte'>): number =>
  [packet, lte].find(isRegistered) ?? lte ?? packet ?? circuit ?? UNKNOWN_STATUS;

const registrationFrom =
  (domain: 'circuit' | 'packet' | 'lte') =>
  ({ status: told, area, cell }: Told, last: Registration | undefined): Registration => {
    const domains = { circuit: last?.circuit, packet: last?.packet, lte: last?.lte, [domain]: told };
    const known = Object.fromEntries(Object.entries(domains).filter(([, value]) => value !== undefined));
    const status = overall(known);
    const place = {
      ...(area === undefined ? {} : { area }),
      ...(cell === undefined ? {} : { cell }),
    };
    return { status, isRegistered: isRegistered(status), isRoaming: status === 5, ...known, ...place };
  };

const registration: View<Registration> = {
  notices: [
    notice.answer(circuitRegistration, registrationFrom('circuit')),
    notice.urc(circuitRegistrationChanged, registrationFrom('circuit')),
    notice.answer(packetRegistration, registrationFrom('packet')),
    notice.urc(packetRegistrationChanged, registrationFrom('packet')),
    notice.answer(lteRegistration, registrationFrom('lte')),
    notice.urc(lteRegistrationChanged, registrationFrom('lte')),
  ],
  afterRestart: () => ({ status: UNKNOWN_STATUS, isRegistered: false, isRoaming: false }),
};

const NOT_KNOWN = 99;
const signalOf = ({ rssi, ber }: { readonly rssi: number; readonly ber: number }): Signal => ({
  rssi: rssi === NOT_KNOWN ? undefined : rssi,
  dBm: dBmOf(rssi),
  ber: ber === NOT_KNOWN ? undefined : ber,
});

const signalView: View<Signal> = {
  notices: [
    notice.answer(signal, signalOf),
    notice.urc(signalChanged, signalOf),
    notice.urc(signalReported, signalOf),
  ],
  afterRestart: () => ({ rssi: undefined, dBm: undefined, ber: undefined }),
};

const simOf = ({ state }: { readonly state: string }): Sim => ({ state, isReady: state === 'READY' });

const sim: View<Sim> = {
  notices: [
    notice.answer(simState, simOf),
    notice.urc(simChanged, simOf),
    notice.failed(simState, (words) => simOf({ state: CME_CODES[Number(words)] ?? words })),
  ],
};

const becoming =
  (state: Power['state']) =>
  (_: unknown, last: Power | undefined): Power => ({ restarts: 0, ...last, state });

const powerView: View<Power> = {
  notices: [
    ...([power.underVoltage, power.underVoltageWarning] as const).map((definition): Notice<Power> =>
      notice.urc(definition, becoming('under-voltage')),
    ),
    notice.urc(power.overVoltage, becoming('over-voltage')),
    ...([power.underVoltageOff, power.overVoltageOff, power.poweredDown] as const).map(
      (definition): Notice<Power> => notice.urc(definition, becoming('off')),
    ),
    notice.urc(power.chargeOnly, becoming('charge-only')),
  ],
  afterRestart: (last) => ({ ...last, state: 'on', restarts: (last?.restarts ?? 0) + 1 }),
};

/** How SIMCom modems tell of their state, whatever the family. */
export const simcomViews: Omit<Views, 'bearer'> = {
  registration,
  signal: signalView,
  sim,
  power: powerView,
  clock: { notices: [] },
};
