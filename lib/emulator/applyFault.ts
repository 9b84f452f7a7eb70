import { timer } from 'rxjs';
import { simChanged } from '../families/standard/networkUrcs';
import { underVoltage, underVoltageOff } from '../families/simcom/simcomPowerUrcs';
import type { Machine } from './machine';
import { spokenLine } from './core/utterance';
import type { PlacedFault } from './faults/placedFault';

const WARNING = underVoltage.form.write({});
const OFF = underVoltageOff.form.write({});

/** Switches off in the middle of its work, after these last lines. */
const losePower = (machine: Machine, ...words: readonly string[]): void => {
  machine.cutShort();
  for (const line of words) machine.say(spokenLine(line, 'urc'));
  machine.powerDown();
};

/** Removes the SIM: registration and bearer are lost. */
const removeSim = (machine: Machine): void => {
  machine.state.sim = 'absent';
  machine.urc(simChanged, { state: machine.family.noCard });
  machine.register(0);
  machine.loseBearer();
};

/** Warns and switches off `ms` later; at once if `ms` is 0. */
const undervoltage = (machine: Machine, ms: number): void => {
  if (ms === 0) return losePower(machine, WARNING, OFF);
  machine.say(spokenLine(WARNING, 'urc'));
  machine.inBackground(timer(ms), () => losePower(machine, OFF));
};

/** The peers of all open connections close. */
const closeLinks = ({ state: { sockets } }: Machine): void => {
  for (const link of [...sockets.links.values(), ...sockets.secure.links.values()]) link.closedByPeer.next();
};

/** Applies a fault to the modem itself. `outgoing/damage.ts` has already applied it to the bytes of the answer. */
export const applyFault = (machine: Machine, fault: PlacedFault): void => {
  switch (fault.name) {
    case 'restart':
      return machine.restart();
    case 'undervoltage':
      return undervoltage(machine, fault.ms);
    case 'powerLost':
      return losePower(machine);
    case 'simRemoved':
      return removeSim(machine);
    case 'registrationLost':
      return machine.register(fault.status);
    case 'bearerLost':
      return machine.loseBearer();
    case 'socketsLost':
      return machine.loseSockets();
    case 'linksClosed':
      return closeLinks(machine);
    default:
      return undefined;
  }
};
