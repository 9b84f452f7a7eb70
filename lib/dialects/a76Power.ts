import { batteryA76, powerOffA76, resetA76 } from '../commands/powerA76';
import { ask } from './ask';
import type { PowerDialect } from './powerDialect';

/** The A76XX's power: `AT+CRESET`, `AT+CPOF`, `AT+CBC` (A76XX AT manual V1.09 pages 73, 280). */
export const a76Power: PowerDialect = Object.freeze({
  restart: resetA76(),
  powerDown: powerOffA76(),
  supply: ask(batteryA76(), ({ milliVolts }) => ({ milliVolts })),
});
