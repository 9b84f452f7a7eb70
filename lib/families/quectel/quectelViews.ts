import type { Power } from '../../dialects/modemStates';
import { stateRule, type View, type Views } from '../../dialects/views';
import { signalOf } from '../../grammar/signalOf';
import { standardViews } from '../standard/standardViews';
import { quectelClockView } from './clock/quectelClockView';
import { quectelBearerView } from './network/quectelBearerView';
import { quectelBattery } from './device/quectelDeviceCommands';
import { quectelEnds } from './device/quectelEnds';
import { quectelSignalChanged } from './device/quectelPowerUrcs';

const power: View<Power> = {
  rules: [
    ...quectelEnds<Power>((last) => ({ restarts: 0, ...last, state: 'off' })),
    stateRule.answer(quectelBattery, ({ milliVolts, percent }, last: Power | undefined): Power => ({
      ...{ state: 'on', restarts: 0 },
      ...last,
      milliVolts,
      ...(percent !== undefined && { percent }),
    })),
  ],
  afterRestart: (last) => ({ ...last, state: 'on', restarts: (last?.restarts ?? 0) + 1 }),
  afterAbsence: (last) => last && { ...last, state: 'on' },
};

const standard = standardViews(quectelEnds);

/** The states that a Quectel modem reports; calls and messages have parts of their own. */
export const quectelViews: Views = {
  ...standard,
  signal: {
    ...standard.signal,
    rules: [...standard.signal.rules, stateRule.urc(quectelSignalChanged, signalOf)],
  },
  bearer: quectelBearerView,
  calls: { rules: [] },
  messages: { rules: [] },
  power,
  clock: quectelClockView,
};
