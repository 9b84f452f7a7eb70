import { a7600Battery, a7600CardId, a7600PowerOff, a7600Reset, a7600Revision } from './a7600DeviceCommands';
import { ask } from '../../../dialects/ask';
import type { HealthDialect } from '../../../dialects/healthDialect';
import type { IdentityDialect } from '../../../dialects/identityDialect';
import { simcomIdentity } from '../../simcom/simcomIdentity';
import { standardHealth } from '../../standard/standardHealth';
import type { PowerDialect } from '../../../dialects/powerDialect';

/** Who an A76XX or SIM7600 is: its SIM's number by `AT+CICCID` (A76XX AT manual V1.09 pages 63, 154). */
const identity: IdentityDialect = simcomIdentity({
  revision: ask(a7600Revision(), ({ text }) => text),
  iccid: ask(a7600CardId(), ({ iccid }) => iccid),
});

/** The A76XX's power: `AT+CRESET`, `AT+CPOF` (A76XX AT manual V1.09 page 73). */
const power: PowerDialect = Object.freeze({
  restart: a7600Reset(),
  powerDown: a7600PowerOff(),
});

/** What an A76XX is asked for its health: `AT+CBC` tells the voltage only (page 280). */
const health: HealthDialect = standardHealth(ask(a7600Battery(), ({ milliVolts }) => ({ milliVolts })));

/** How a A76XX or SIM7600 tells who it is and how it is, and how it is restarted and switched off. */
export const a7600Device = Object.freeze({ identity, power, health });
