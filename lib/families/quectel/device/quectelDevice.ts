import { ask } from '../../../dialects/ask';
import type { HealthDialect } from '../../../dialects/healthDialect';
import type { IdentityDialect } from '../../../dialects/identityDialect';
import type { PowerDialect } from '../../../dialects/powerDialect';
import { identityLine } from '../../standard/identityLine';
import { functionalitySet } from '../../standard/powerCommands';
import { standardHealth } from '../../standard/standardHealth';
import { standardIdentity } from '../../standard/standardIdentity';
import { QUECTEL_NAMES } from './quectelModel';
import { quectelBattery, quectelCardId, quectelPowerOff, quectelRevision } from './quectelDeviceCommands';

/** Who a Quectel modem is: bare lines, its SIM's number by `AT+QCCID`. */
const identity: IdentityDialect = standardIdentity({
  likely: QUECTEL_NAMES,
  revision: ask(quectelRevision(), (_, all) =>
    identityLine(
      all.map(({ text }) => text),
      QUECTEL_NAMES,
    ),
  ),
  iccid: ask(quectelCardId(), ({ iccid }) => iccid),
});

/** Its power: `AT+CFUN=1,1`, `AT+QPOWD=1` (EC2x AT Commands Manual V2.0 chapters 3, 13.1). */
const power: PowerDialect = Object.freeze({
  restart: functionalitySet({ level: 1, restart: true }),
  powerDown: quectelPowerOff({ normally: true }),
  offWithinMs: 65_000,
});

/** `<bcs>` of `AT+CBC`: 0 does not charge, 1 charges, 2 has charged. What another number means is not known. */
const [CHARGING, CHARGED] = [1, 2];

/** What it is asked for its health: `AT+CBC` gives percent and charging, too. */
const health: HealthDialect = standardHealth(
  ask(quectelBattery(), ({ charging, percent, milliVolts }) => ({
    milliVolts,
    ...(percent !== undefined && { percent }),
    ...(charging !== undefined && charging <= CHARGED && { isCharging: charging === CHARGING }),
  })),
);

/** How a Quectel modem says who it is and how it is, and how it is restarted and switched off. */
export const quectelDevice = Object.freeze({ identity, power, health });
