import { battery, cardId, powerOff, revision } from './sim800DeviceCommands';
import { ask } from '../../../dialects/ask';
import type { HealthDialect } from '../../../dialects/healthDialect';
import type { IdentityDialect } from '../../../dialects/identityDialect';
import { identityLine } from '../../standard/identityLine';
import { SIMCOM_NAMES } from '../../simcom/simcomModel';
import { simcomIdentity } from '../../simcom/simcomIdentity';
import { standardHealth } from '../../standard/standardHealth';
import { functionalitySet } from '../../standard/powerCommands';
import type { PowerDialect } from '../../../dialects/powerDialect';

/** Who a SIM800 is: its revision behind a word, its SIM's number by `AT+CCID` (pages 68, 164). */
const identity: IdentityDialect = simcomIdentity({
  revision: ask(revision(), (_, all) =>
    identityLine(
      all.map(({ text }) => text),
      SIMCOM_NAMES,
    ),
  ),
  iccid: ask(cardId(), ({ iccid }) => iccid),
});

/** `<bcs>` of `AT+CBC`: 0 does not charge, 1 charges, 2 has charged. What another number means is not known. */
const [CHARGING, CHARGED] = [1, 2];

/** The SIM800's power: `AT+CFUN=1,1`, `AT+CPOWD=1` (SIM800 AT manual V1.09 pages 100–101, 146). */
const power: PowerDialect = Object.freeze({
  restart: functionalitySet({ level: 1, restart: true }),
  powerDown: powerOff({ normally: true }),
});

/** What a SIM800 is asked for its health: `AT+CBC` tells percent and charging, too (page 108). */
const health: HealthDialect = standardHealth(
  ask(battery(), ({ charging, percent, milliVolts }) => ({
    milliVolts,
    ...(percent !== undefined && { percent }),
    ...(charging !== undefined && charging <= CHARGED && { isCharging: charging === CHARGING }),
  })),
);

/** How a SIM800 tells who it is and how it is, and how it is restarted and switched off. */
export const sim800Device = Object.freeze({ identity, power, health });
