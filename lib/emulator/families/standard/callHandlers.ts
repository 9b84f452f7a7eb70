import { carrierLost, ussd } from '../../../families/standard/callUrcs';
import {
  answerCall,
  currentCalls,
  dial,
  hangUp,
  hangUpAll,
  online,
  ussdSend,
} from '../../../families/standard/callCommands';
import { handle, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';

/** Calls: none is answered, and none comes in unless `emulator.say` simulates it. USSD: this network has no such service. */

const USSD_UNSUPPORTED = 4;

export const callHandlers: readonly Handler[] = [
  // A voice call is OK at once, and its end a URC; a data call has a result code (SIM800 AT manual V1.09 pages 29–31).
  handle(dial, ({ number }, modem) =>
    number.endsWith(';')
      ? { ...ok(), later: () => modem.urc(carrierLost, {}, 'result') }
      : refused('NO CARRIER'),
  ),
  handle(answerCall, () => refused('NO CARRIER')),
  handle(online, () => refused('NO CARRIER')),
  handle(hangUp, () => ok()),
  handle(hangUpAll, () => ok()),
  handle(currentCalls, () => ok()),
  // Without a code it only enables +CUSD.
  handle(ussdSend, ({ mode, code }, modem) =>
    mode === 1 && code !== undefined
      ? { ...ok(), later: () => modem.urc(ussd, { status: USSD_UNSUPPORTED }, 'result') }
      : ok(),
  ),
];
