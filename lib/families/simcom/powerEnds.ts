import type { CommandDefinition } from '../../grammar/commandDefinition';
import { overVoltageOff, powerDownDone, poweredDown, underVoltageOff } from './simcomPowerUrcs';
import { stateRule, type StateRule } from '../../dialects/views';

/** URCs that say that the modem goes off. */
export const powerOffUrcs = [underVoltageOff, overVoltageOff, poweredDown, powerDownDone] as const;

/** The rules by which a state ends when the modem goes off. */
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
