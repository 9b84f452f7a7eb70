import {
  quectelClockUpdateState,
  quectelNtp,
  quectelNtpDone,
} from '../../families/quectel/clock/quectelClockCommands';
import { quectelNetworkTime } from '../../families/quectel/device/quectelDeviceCommands';
import { emulatedForm } from '../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../core/handler';
import { ok, type Reply } from '../core/reply';
import { answerLine } from '../core/utterance';
import { momentText, zoneText } from './moment';
import { ntpAnswer } from './ntpAnswer';

const CODES = { network: 561, unknown: 565, silent: 569 } as const;
const CENTURY = '20';

const networkTime = ({ state, clock: { network } }: HandlerContext, mode: number): Reply => {
  if (!network || !state.hasNetworkTime) return ok(answerLine(quectelNetworkTime, { time: '' }));
  const shown = momentText(network, mode === 1);
  return ok(answerLine(quectelNetworkTime, { time: `${CENTURY}${shown}${zoneText(network.quarters)},0` }));
};

/** Quectel’s clock: EC2x AT Commands Manual V2.0 chapter 6, BG96 TCP/IP manual V1.0 chapter 2.3. */
export const quectelNtpHandlers: readonly Handler[] = [
  handle(quectelClockUpdateState, (_, { state }) =>
    ok(answerLine(quectelClockUpdateState, { mode: Number(state.settings.get('+CTZU') ?? 1) })),
  ),
  handle(quectelNetworkTime, ({ mode }, modem) => networkTime(modem, mode)),
  handle(emulatedForm('+QLTS'), (_, modem) => networkTime(modem, 0)),
  handle(quectelNtp, ({ context, host, set = 1 }, modem) => ({
    ...ok(),
    later: () =>
      modem.inBackground(
        ntpAnswer(modem, host, modem.state.contexts.get(context)?.active === true),
        (answer) => {
          if (typeof answer === 'string') return modem.urc(quectelNtpDone, { code: CODES[answer] }, 'result');
          const quarters = modem.clock.now?.quarters ?? answer.quarters;
          const moment = { ...answer, quarters };
          if (set === 1) modem.clock.set(moment, true);
          const time = `${CENTURY}${momentText(moment, true)}${zoneText(quarters)}`;
          return modem.urc(quectelNtpDone, { code: 0, time }, 'result');
        },
      ),
  })),
];
