import { timer } from 'rxjs';
import type { Machine } from '../machine';
import type { PlacedFault } from './placedFault';

/** Lets a fault befall the modem itself; what it does to the bytes of the answer is done already. */
export const befall = (machine: Machine, fault: PlacedFault): void => {
  switch (fault.name) {
    case 'restart':
      return machine.restart();
    case 'undervoltage':
      machine.warnOfVoltage();
      if (fault.ms === 0) return machine.failVoltage();
      machine.inBackground(timer(fault.ms), machine.failVoltage);
      return undefined;
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
