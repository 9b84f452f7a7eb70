import type { Clock, Power } from '../../dialects/modemStates';
import { stateRule, type View, type Views } from '../../dialects/views';
import { readClock } from '../../grammar/clockTime';
import { signalOf } from '../../grammar/signalOf';
import { callsView } from '../standard/calls/callsView';
import { messagesView } from '../standard/messages/messagesView';
import { hangUpAll } from '../standard/callCommands';
import { clock } from '../standard/clockCommands';
import { standardViews } from '../standard/standardViews';
import { quectelBearerView } from './network/quectelBearerView';
import { quectelBattery, quectelNetworkTime } from './device/quectelDeviceCommands';
import { quectelEnds } from './device/quectelEnds';
import { quectelSignalChanged } from './device/quectelPowerUrcs';

const power: View<Power> = {
  rules: [
    ...quectelEnds<Power>((last) => ({ restarts: 0, ...last, state: 'off' })),
    stateRule.answer(quectelBattery, ({ milliVolts, percent }, last: Power | undefined): Power => ({
      ...{ state: 'on', restarts: 0 },
      ...last,
      milliVolts,
      percent,
    })),
  ],
  afterRestart: (last) => ({ ...last, state: 'on', restarts: (last?.restarts ?? 0) + 1 }),
  afterAbsence: (last) => last && { ...last, state: 'on' },
};

/** `"2017/10/13,11:40:48+32,0"`: the year has four digits, and daylight saving stands inside the quotes. */
const networkTime = (time: string): Clock | undefined =>
  readClock(time.replace(/^\d\d(?=\d\d\/)/, '').replace(/,\d+$/, ''));

const clockView: View<Clock> = {
  rules: [
    stateRule.answer(clock, ({ time }): Clock | undefined => readClock(time)),
    stateRule.answer(quectelNetworkTime, ({ time }): Clock | undefined => networkTime(time)),
  ],
};

const standard = standardViews(quectelEnds);

/** The states that a Quectel modem reports. */
export const quectelViews: Views = {
  ...standard,
  signal: {
    ...standard.signal,
    rules: [...standard.signal.rules, stateRule.urc(quectelSignalChanged, signalOf)],
  },
  bearer: quectelBearerView,
  calls: callsView(hangUpAll),
  messages: messagesView(),
  power,
  clock: clockView,
};
