import type { CommandDefinition } from '../../grammar/commandDefinition';
import { overVoltageOff, powerDownDone, poweredDown, underVoltageOff } from './simcomPowerUrcs';
import { stateRule, type StateRule } from '../../dialects/views';

/** URCs that say that the modem goes off. */
export const powerOffUrcs = [underVoltageOff, overVoltageOff, poweredDown, powerDownDone] as const;

/** What tells that the modem went off, and what is known of a state from then on. */
export const powerEnds = <T>(
  powerOff: CommandDefinition,
  becomes: (last: T | undefined) => T | undefined,
): readonly StateRule<T>[] => {
  const read = (_: unknown, last: T | undefined): T | undefined => becomes(last);
  return [
    ...powerOffUrcs.map((definition) => stateRule.urc(definition, read)),
    { on: 'done', definition: powerOff, read },
  ];
};
