import { ask } from '../../../dialects/ask';
import type { ClockDialect } from '../../../dialects/clockDialect';
import { simcomNtp } from '../../simcom/clock/simcomNtp';
import { standardClock } from '../../standard/clock/standardClock';
import { timeZoneUpdate, timeZoneUpdateState } from '../device/a7600DeviceCommands';

/**
 * The clock of an A76XX or SIM7600. It takes the network's time with `AT+CTZU=1`, which the modem keeps by itself. Source: A76XX AT
 * manual V1.09 pages 78, 102–105, 312–314.
 */
export const a7600Clock: ClockDialect = Object.freeze({
  ...standardClock({
    isOn: ask(timeZoneUpdateState(), ({ on }) => on),
    setting: 'AT+CTZU=1',
    switchOn: [timeZoneUpdate({ on: true })],
  }),
  ntp: simcomNtp({
    success: 0,
    problems: { 1: 'unusable', 2: 'unusable', 3: 'unusable', 4: 'network', 5: 'unusable', 6: 'late' },
  }),
});
