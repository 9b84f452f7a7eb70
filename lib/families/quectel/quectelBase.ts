import type { Profile } from '../../dialects/profile';
import { vocabularyOf } from '../../grammar/vocabulary';
import { familyFor } from '../familyFor';
import * as basic from '../standard/basicCommands';
import * as calls from '../standard/callUrcs';
import * as clock from '../standard/clockCommands';
import * as context from '../standard/contextCommands';
import * as general from '../standard/generalCommands';
import * as identity from '../standard/identityCommands';
import * as messages from '../standard/messageUrcs';
import * as networkCommands from '../standard/networkCommands';
import * as networkUrcs from '../standard/networkUrcs';
import * as power from '../standard/powerCommands';
import * as reports from '../standard/reportCommands';
import * as serial from '../standard/serialCommands';
import { stateQuestions } from '../standard/stateQuestions';
import { quectelClock } from './clock/quectelClock';
import * as clockQuectel from './clock/quectelClockCommands';
import { quectelCodes } from './device/quectelCodes';
import { quectelDevice } from './device/quectelDevice';
import * as device from './device/quectelDeviceCommands';
import { quectelOff } from './device/quectelEnds';
import * as errorUrcs from './device/quectelErrorUrcs';
import * as powerUrcs from './device/quectelPowerUrcs';
import { quectelBearer } from './network/quectelBearer';
import * as bearer from './network/quectelBearerCommands';
import { quectelNetwork } from './network/quectelNetwork';
import { quectelViews } from './quectelViews';

/** Not of Quectel's: the SIMCom command among 27.007's. */
const { systemInformation: _, ...network } = networkCommands;

const { attention, echo, errorReports, resultsInWords } = general;

/**
 * A Quectel modem without its services: it can be opened, brought to the network and asked for its state. `profileWith` adds
 * services (`quectelParts.ts`); `quectel` has them all. The words of calls and messages that come unasked are among it: a line that
 * is known does not count as damage behind a body.
 */
export const quectelBase: Profile = Object.freeze({
  name: 'quectel',
  title: 'Quectel',
  vocabulary: vocabularyOf(
    ...[general, basic, serial, identity, device, clock, power, powerUrcs, errorUrcs],
    ...[network, networkUrcs, calls, messages, reports],
    ...[context, bearer, clockQuectel],
  ),
  boot: [powerUrcs.quectelReady, powerUrcs.quectelAppReady],
  off: quectelOff,
  attention: attention(),
  attentionInWords: resultsInWords(),
  bringUp: [echo({ on: false }), errorReports({ mode: 1 })],
  maxLineChars: 1_024,
  ...quectelDevice,
  profileFor: familyFor,
  // What the clock shows depends on who sets it: that is asked first.
  stateQuestions: [
    clockQuectel.quectelClockUpdateState(),
    ...stateQuestions,
    bearer.quectelActive(),
    device.quectelBattery(),
  ],
  cmeCodes: quectelCodes,
  bearer: quectelBearer,
  network: quectelNetwork,
  views: quectelViews,
  health: { ...quectelDevice.health, clock: quectelClock.read },
});
