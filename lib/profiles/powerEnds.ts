import { powerOffA76 } from '../commands/powerA76';
import { powerOff } from '../commands/powerSim800';
import { overVoltageOff, poweredDown, underVoltageOff } from '../commands/powerUrcs';
import { notice, type Notice } from './notice';

/** What tells that the modem went off, and what is known of a state from then on. */
export const powerEnds = <T>(becomes: (last: T | undefined) => T | undefined): readonly Notice<T>[] => {
  const read = (_: unknown, last: T | undefined): T | undefined => becomes(last);
  return [
    ...[underVoltageOff, overVoltageOff, poweredDown].map((definition) => notice.urc(definition, read)),
    notice.done(powerOff, read),
    notice.done(powerOffA76, read),
  ];
};
