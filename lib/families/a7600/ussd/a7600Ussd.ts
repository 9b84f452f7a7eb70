import { map } from 'rxjs';
import { optionally } from '../../../dialects/steps/optionally';
import type { UssdDialect } from '../../../dialects/ussdDialect';
import { standardUssd, USSD_ADVICE, ussdRefused } from '../../standard/ussd/standardUssd';
import { imsSwitch } from './a7600UssdCommands';

const IMS_ADVICE =
  'switch IMS off with AT*IMSRCFG="switch","off" and restart the modem, or let it use 2G or 3G';

/** Whether the switch of IMS is on, as firmware prints it: `on`, `1`. */
const isOn = (state: string | undefined): boolean => /^(?:on|1)$/i.test(state ?? '');

/** USSD of the A7600: it takes plain text, and refuses every code while IMS is on (A76XX AT manual V1.09 pages 86–89). */
export const a7600Ussd: UssdDialect = Object.freeze({
  ...standardUssd,
  forms: ['plain'],
  explain: (channel, refusal) =>
    optionally(channel, imsSwitch()).pipe(
      map((answer) => ussdRefused(refusal, isOn(answer?.value.state) ? IMS_ADVICE : USSD_ADVICE)),
    ),
} satisfies UssdDialect);
