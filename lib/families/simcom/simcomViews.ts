import { clock } from '../standard/clockCommands';
import { networkTime, timeZone } from './simcomClockUrcs';
import {
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
} from '../standard/networkCommands';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
  signalChanged,
  signalReported,
  simChanged,
} from '../standard/networkUrcs';
import type { CommandDefinition } from '../../grammar/commandDefinition';
import * as power from './simcomPowerUrcs';
import { CME_CODES } from '../../grammar/errors/cmeCodes';
import { clockTime, readClock } from '../../grammar/clockTime';
import { signalOf } from '../../grammar/signalOf';
import type { Clock, Power, Registration, Signal, Sim } from '../../dialects/modemStates';
import { stateRule, type StateRule, type View, type Views } from '../../dialects/views';
import { powerEnds } from './powerEnds';
import { isRegistered } from '../../grammar/isRegistered';

/** The family's own commands of its supply: `+CBC`, and the one that switches it off. */
interface PowerWords {
  readonly battery: CommandDefinition;
  readonly powerOff: CommandDefinition;
}

/** 27.007 § 7.2: 4 is unknown. */
const UNKNOWN_STATUS = 4;

interface Reported {
  readonly status: number;
  readonly area?: string | undefined;
  readonly cell?: string | undefined;
}

/** Services use the packet network: its status counts where it is reported. */
const overall = ({ circuit, packet, lte }: Pick<Registration, 'circuit' | 'packet' | 'lte'>): number =>
  [packet, lte].find(isRegistered) ?? lte ?? packet ?? circuit ?? UNKNOWN_STATUS;

const registrationFrom =
  (domain: 'circuit' | 'packet' | 'lte') =>
  ({ status: reported, area, cell }: Reported, last: Registration | undefined): Registration => {
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

const registrationView = (powerOff: CommandDefinition): View<Registration> => ({
  rules: [
    stateRule.answer(circuitRegistration, registrationFrom('circuit')),
    stateRule.urc(circuitRegistrationChanged, registrationFrom('circuit')),
    stateRule.answer(packetRegistration, registrationFrom('packet')),
    stateRule.urc(packetRegistrationChanged, registrationFrom('packet')),
    stateRule.answer(lteRegistration, registrationFrom('lte')),
    stateRule.urc(lteRegistrationChanged, registrationFrom('lte')),
    ...powerEnds(powerOff, notRegistered),
  ],
  afterRestart: notRegistered,
});

const noSignal = (): Signal => ({ rssi: undefined, dBm: undefined, ber: undefined });

const signalView = (powerOff: CommandDefinition): View<Signal> => ({
  rules: [
    stateRule.answer(signal, signalOf),
    stateRule.urc(signalChanged, signalOf),
    stateRule.urc(signalReported, signalOf),
    ...powerEnds(powerOff, noSignal),
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

const becoming =
  (state: Power['state']) =>
  (_: unknown, last: Power | undefined): Power => ({ restarts: 0, ...last, state });

/** The reported values of the supply; values that were not reported stay. */
const supplied = (
  { milliVolts, percent }: { readonly milliVolts: number; readonly percent?: number },
  last: Power | undefined,
): Power => ({
  state: 'on',
  restarts: 0,
  ...last,
  milliVolts,
  ...(percent === undefined ? {} : { percent }),
});

const powerView = ({ battery, powerOff }: PowerWords): View<Power> => ({
  rules: [
    ...([power.underVoltage, power.underVoltageWarning] as const).map((definition): StateRule<Power> =>
      stateRule.urc(definition, becoming('under-voltage')),
    ),
    stateRule.urc(power.overVoltage, becoming('over-voltage')),
    stateRule.urc(power.overVoltageWarning, becoming('over-voltage')),
    ...powerEnds<Power>(powerOff, (last) => becoming('off')(undefined, last)),
    stateRule.urc(power.chargeOnly, becoming('charge-only')),
    { on: 'answer', definition: battery, read: supplied },
  ],
  afterRestart: (last) => ({ ...last, state: 'on', restarts: (last?.restarts ?? 0) + 1 }),
  afterAbsence: (last) => last && { ...last, state: 'on' },
});

const signed = (quarters: number): string => `${quarters < 0 ? '-' : '+'}${Math.abs(quarters)}`;

const clockView: View<Clock> = {
  rules: [
    stateRule.answer(clock, ({ time }): Clock | undefined => readClock(time)),
    stateRule.urc(networkTime, ({ zone, ...utc }): Clock | undefined =>
      clockTime({ ...utc, quarters: zone }, true),
    ),
    stateRule.urc(timeZone, ({ zone, time }): Clock | undefined =>
      time === undefined ? undefined : readClock(`${time}${signed(zone)}`),
    ),
  ],
};

/** The states that all SIMCom families report alike. */
export const simcomViews = (words: PowerWords): Omit<Views, 'bearer' | 'calls' | 'messages'> => ({
  registration: registrationView(words.powerOff),
  signal: signalView(words.powerOff),
  sim,
  power: powerView(words),
  clock: clockView,
});
