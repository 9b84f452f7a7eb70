import { functionalitySet } from '../commands/power';
import { battery, powerOff } from '../commands/powerSim800';
import { ask } from './ask';
import type { PowerDialect } from './powerDialect';

/** `<bcs>` of `AT+CBC`: 0 does not charge, 1 charges, 2 has charged. */
const CHARGING = 1;

/** The SIM800's power: `AT+CFUN=1,1`, `AT+CPOWD=1`, `AT+CBC` (SIM800 AT manual V1.09 pages 100–101, 108, 146). */
export const sim800Power: PowerDialect = Object.freeze({
  restart: functionalitySet({ level: 1, restart: true }),
  powerDown: powerOff({ normally: true }),
  supply: ask(battery(), ({ charging, percent, milliVolts }) => ({
    milliVolts,
    percent,
    isCharging: charging === CHARGING,
  })),
});
