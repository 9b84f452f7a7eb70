import { timer } from 'rxjs';
import { underVoltage, underVoltageOff } from '../../commands/powerUrcs';
import type { Machine } from '../machine';
import { spokenLine } from '../utterance';
import type { PlacedFault } from './placedFault';

const WARNING = underVoltage.form.write({});
const OFF = underVoltageOff.form.write({});

/** The warning is heard while the modem goes on, then it is off; or both at once. */
const undervoltage = (machine: Machine, ms: number): void => {
  if (ms === 0) return machine.losePower(WARNING, OFF);
  machine.say(spokenLine(WARNING, 'urc'));
  machine.inBackground(timer(ms), () => machine.losePower(OFF));
};

/** Lets a fault befall the modem itself; what it does to the bytes of the answer is done already. */
export const befall = (machine: Machine, fault: PlacedFault): void => {
  switch (fault.name) {
    case 'restart':
      return machine.restart();
    case 'undervoltage':
      return undervoltage(machine, fault.ms);
    case 'powerLost':
      return machine.losePower();
    case 'simRemoved':
      return machine.removeSim();
    case 'registrationLost':
      return machine.register(fault.status);
    case 'bearerLost':
      return machine.loseBearer();
    default:
      return undefined;
  }
};
