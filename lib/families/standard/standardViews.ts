import { CME_CODES } from '../../grammar/errors/cmeCodes';
import { isRegistered } from '../../grammar/isRegistered';
import { signalOf } from '../../grammar/signalOf';
import type { Registration, Signal, Sim } from '../../dialects/modemStates';
import { stateRule, type StateRule, type View, type Views } from '../../dialects/views';
import {
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
} from './networkCommands';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
  signalChanged,
  signalReported,
  simChanged,
} from './networkUrcs';

/** The rules by which a state ends when the modem goes off: the family's own URCs and command. */
export type Ends = <T>(becomes: (last: T | undefined) => T | undefined) => readonly StateRule<T>[];

/** 27.007 § 7.2: 4 is unknown. */
const UNKNOWN_STATUS = 4;

interface Reported {
  readonly status: number | undefined;
  readonly area?: string | undefined;
  readonly cell?: string | undefined;
}

/** Services use the packet network: its status counts where it is reported. */
const overall = ({ circuit, packet, lte }: Pick<Registration, 'circuit' | 'packet' | 'lte'>): number =>
  [packet, lte].find(isRegistered) ?? lte ?? packet ?? circuit ?? UNKNOWN_STATUS;

const registrationFrom =
  (domain: 'circuit' | 'packet' | 'lte') =>
  ({ status: reported, area, cell }: Reported, last: Registration | undefined): Registration | undefined => {
    if (reported === undefined) return undefined;
    const domains = { circuit: last?.circuit, packet: last?.packet, lte: last?.lte, [domain]: reported };
    const known = Object.fromEntries(Object.entries(domains).filter(([, value]) => value !== undefined));
    const status = overall(known);
    const place = {
      ...(area === undefined ? {} : { area }),
      ...(cell === undefined ? {} : { cell }),
    };
    return { status, isRegistered: isRegistered(status), isRoaming: status === 5, ...known, ...place };
  };

const notRegistered = (): Registration => ({
  status: UNKNOWN_STATUS,
  isRegistered: false,
  isRoaming: false,
});

const registrationView = (ends: Ends): View<Registration> => ({
  rules: [
    stateRule.answer(circuitRegistration, registrationFrom('circuit')),
    stateRule.urc(circuitRegistrationChanged, registrationFrom('circuit')),
    stateRule.answer(packetRegistration, registrationFrom('packet')),
    stateRule.urc(packetRegistrationChanged, registrationFrom('packet')),
    stateRule.answer(lteRegistration, registrationFrom('lte')),
    stateRule.urc(lteRegistrationChanged, registrationFrom('lte')),
    ...ends(notRegistered),
  ],
  afterRestart: notRegistered,
});

const noSignal = (): Signal => ({ rssi: undefined, dBm: undefined, ber: undefined });

const signalView = (ends: Ends): View<Signal> => ({
  rules: [
    stateRule.answer(signal, signalOf),
    stateRule.urc(signalChanged, signalOf),
    stateRule.urc(signalReported, signalOf),
    ...ends(noSignal),
  ],
  afterRestart: noSignal,
});

const simOf = ({ state }: { readonly state: string }): Sim => ({ state, isReady: state === 'READY' });

const sim: View<Sim> = {
  rules: [
    stateRule.answer(simState, simOf),
    stateRule.urc(simChanged, simOf),
    stateRule.failed(simState, (words) => simOf({ state: CME_CODES[Number(words)] ?? words })),
  ],
};

/** Registration, signal and SIM as 27.007 reports them; `ends` is what the family says when it goes off. */
export const standardViews = (ends: Ends): Pick<Views, 'registration' | 'signal' | 'sim'> => ({
  registration: registrationView(ends),
  signal: signalView(ends),
  sim,
});
