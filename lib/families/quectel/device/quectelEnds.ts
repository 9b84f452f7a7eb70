import type { Ends } from '../../standard/standardViews';
import { stateRule } from '../../../dialects/views';
import { quectelPowerOff } from './quectelDeviceCommands';
import { quectelPowerDown, quectelPoweredDown } from './quectelPowerUrcs';

/** URCs that say that the modem goes off. */
export const quectelOff = [quectelPoweredDown, quectelPowerDown] as const;

/** The rules by which a state ends when a Quectel modem goes off. */
export const quectelEnds: Ends = <T>(becomes: (last: T | undefined) => T | undefined) => {
  const read = (_: unknown, last: T | undefined): T | undefined => becomes(last);
  return [
    ...quectelOff.map((definition) => stateRule.urc(definition, read)),
    stateRule.done(quectelPowerOff, read),
  ];
};
