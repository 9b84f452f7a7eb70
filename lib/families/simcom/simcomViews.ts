import { clock } from '../standard/clockCommands';
import { networkTime, timeZone } from './simcomClockUrcs';
import type { CommandDefinition } from '../../grammar/commandDefinition';
import * as power from './simcomPowerUrcs';
import { clockTime, readClock } from '../../grammar/clockTime';
import type { Clock, Power } from '../../dialects/modemStates';
import { stateRule, type StateRule, type View, type Views } from '../../dialects/views';
import { standardViews } from '../standard/standardViews';
import { powerEnds } from './powerEnds';

/** The family's own commands of its supply: `+CBC`, and the one that switches it off. */
interface PowerWords {
  readonly battery: CommandDefinition;
  readonly powerOff: CommandDefinition;
}

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
  ...standardViews((becomes) => powerEnds(words.powerOff, becomes)),
  power: powerView(words),
  clock: clockView,
});
