import { batteryA76, cardIdA76, powerOffA76, resetA76, revisionA76 } from './a7600DeviceCommands';
import { ask } from '../../../dialects/ask';
import type { HealthDialect } from '../../../dialects/healthDialect';
import type { IdentityDialect } from '../../../dialects/identityDialect';
import { simcomIdentity } from '../../simcom/simcomIdentity';
import { standardHealth } from '../../standard/standardHealth';
import type { PowerDialect } from '../../../dialects/powerDialect';

/** Who an A76XX or SIM7600 is: its SIM's number by `AT+CICCID` (A76XX AT manual V1.09 pages 63, 154). */
export const a76Identity: IdentityDialect = simcomIdentity({
  revision: ask(revisionA76(), ({ text }) => text),
  iccid: ask(cardIdA76(), ({ iccid }) => iccid),
});

/** The A76XX's power: `AT+CRESET`, `AT+CPOF` (A76XX AT manual V1.09 page 73). */
export const a76Power: PowerDialect = Object.freeze({
  restart: resetA76(),
  powerDown: powerOffA76(),
});

/** What an A76XX is asked for its health: `AT+CBC` tells the voltage only (page 280). */
export const a76Health: HealthDialect = standardHealth(
  ask(batteryA76(), ({ milliVolts }) => ({ milliVolts })),
);
