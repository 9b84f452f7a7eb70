import { ask } from '../../../dialects/ask';
import type { ClockDialect } from '../../../dialects/clockDialect';
import { simcomNtp } from '../../simcom/clock/simcomNtp';
import { storeSettings } from '../../standard/basicCommands';
import { standardClock } from '../../standard/clock/standardClock';
import { networkTimeReports, networkTimeReportsState } from '../device/sim800DeviceCommands';
import { BEARER_CID } from '../network/sim800Bearer';
import { ntpBearer } from './sim800ClockCommands';

/**
 * The clock of a SIM800. It takes the network's time with `AT+CLTS=1`, which is stored by `AT&W` and works after a restart
 * (observed); a time server is reached on the bearer profile. Source: SIM800 AT manual V1.09 pages 101, 152–154.
 */
export const sim800Clock: ClockDialect = Object.freeze({
  ...standardClock({
    isOn: ask(networkTimeReportsState(), ({ on }) => on),
    setting: 'AT+CLTS=1',
    switchOn: [networkTimeReports({ on: true }), storeSettings()],
  }),
  ntp: simcomNtp({
    success: 1,
    problems: { 61: 'network', 62: 'name', 63: 'refused', 64: 'unusable', 65: 'late' },
    before: ntpBearer({ cid: BEARER_CID }),
  }),
});
