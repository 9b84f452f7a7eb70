import { ignoreElements } from 'rxjs';
import type { CallsDialect } from '../../../dialects/callsDialect';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { answerCall, callHold, currentCalls, dial, hangUp, hangUpAll, toneSend } from '../callCommands';
import { toneHeard, toneReceived } from '../callUrcs';
import { callerIds } from '../reportCommands';

/** Calls as V.250 and 27.007 have them: for a modem of any maker. */
export const standardCalls: CallsDialect = Object.freeze({
  dial: (number) => dial({ number: `${number};` }),
  answer: answerCall(),
  takeWaiting: callHold({ action: 2 }),
  refuseWaiting: callHold({ action: 0 }),
  // ATH depends on AT+CVHU; CHUP does not, but old modems lack it.
  hangUp: (channel) =>
    channel.send(hangUpAll()).pipe(
      onRefusal(() => channel.send(hangUp())),
      ignoreElements(),
    ),
  list: currentCalls(),
  reports: [callerIds({ on: true })],
  sendTone: (key) => toneSend({ key }),
  tones: [toneHeard, toneReceived],
} satisfies CallsDialect);
