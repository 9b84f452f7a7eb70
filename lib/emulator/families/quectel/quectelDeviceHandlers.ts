import { timer } from 'rxjs';
import * as calls from '../../../families/quectel/calls/quectelCallCommands';
import * as device from '../../../families/quectel/device/quectelDeviceCommands';
import {
  lteRegistrationReports,
  packetEventReports,
  packetEventReportsState,
} from '../../../families/standard/reportCommands';
import { flag } from '../../../grammar/codecs/integer';
import { isRegistered } from '../../../grammar/isRegistered';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ofCard } from '../../core/ofCard';
import { ok, type Reply } from '../../core/reply';
import { answerLine, spokenLine } from '../../core/utterance';
import { hangUpCurrent } from '../standard/calls/callHandlers';
import { statusOf } from '../standard/networkHandlers';
import { characterSets, type Setting } from '../standard/settingHandlers';

/** Identity, supply, power and clock as Quectel spells them: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0. */

/** How long the modem takes to go off; nothing may be sent meanwhile (chapter 13.1: up to 60 s). */
const OFF_MS = 2_000;
const ALL_STARTED = 7;
const NO_CARD = 3;

const powerOff = (modem: HandlerContext, normally: boolean): Reply => ({
  ...ok(),
  later: () => {
    if (!normally) return modem.powerDown();
    modem.inBackground(timer(OFF_MS), () => {
      modem.say(spokenLine('POWERED DOWN', 'urc'));
      modem.powerDown();
    });
  },
});

export const quectelDeviceHandlers: readonly Handler[] = [
  handle(device.quectelRevision, (_, { family }) =>
    ok(answerLine(device.quectelRevision, { text: family.identity.revision })),
  ),
  handle(device.quectelCardId, (_, { family, state }) =>
    ofCard(state, answerLine(device.quectelCardId, { iccid: family.identity.iccid })),
  ),
  handle(device.quectelPinTries, ({ lock }, { environment }) =>
    ok(
      answerLine(device.quectelPinTries, {
        lock,
        pin: environment.pinTriesLeft,
        puk: environment.pukTriesLeft,
      }),
    ),
  ),
  handle(device.quectelBattery, (_, { settings: { milliVolts = 3_920 } }) =>
    ok(answerLine(device.quectelBattery, { charging: 0, percent: 72, milliVolts })),
  ),
  handle(device.quectelPowerOff, ({ normally }, modem) => powerOff(modem, normally)),
  handle(emulatedForm('+QPOWD'), (_, modem) => powerOff(modem, true)),
  handle(calls.quectelHangUp, (_, modem) => hangUpCurrent(modem)),
  handle(device.quectelStartState, (_, { state }) =>
    ok(answerLine(device.quectelStartState, { state: state.sim === 'READY' ? ALL_STARTED : NO_CARD })),
  ),
  handle(device.quectelNetworkInformation, (_, modem) => {
    const serves = isRegistered(statusOf(modem)) && modem.environment.service;
    const system = serves ? '"FDD LTE","46001","LTE BAND 3",1650' : 'No Service';
    return ok(answerLine(device.quectelNetworkInformation, { system }));
  }),
  handle(device.quectelUrcPort, ({ port }, { state }) => {
    state.settings.set('+QURCCFG', port);
    return ok();
  }),
  handle(device.quectelUrcPortState, (_, { state }) => {
    const port = (state.settings.get('+QURCCFG') ?? 'uart') as 'uart';
    return ok(answerLine(device.quectelUrcPortState, { port }));
  }),
  handle(device.quectelIndication, ({ kind, on }, { state }) => {
    state.settings.set(`+QINDCFG ${kind}`, on ? '1' : '0');
    return ok();
  }),
];

/** Settings of Quectel's alone. */
export const quectelSettings: readonly Setting[] = [
  // EC25 AT manual V2.0. The factory has GSM; all families here begin with IRA.
  characterSets('GSM', 'IRA', 'UCS2'),
  { set: device.quectelClockUpdate, initial: '1' },
  { set: calls.quectelCallStates, initial: '0' },
  { set: calls.quectelToneDetection, initial: '0' },
  { set: lteRegistrationReports, initial: '0' },
  { set: packetEventReports, read: packetEventReportsState, initial: '0,0' },
];

/** Sleep by DTR, which other makers have as `CSCLK`: EC2x AT Commands Manual V2.0, chapter 13.5. */
export const quectelSleepHandlers: readonly Handler[] = [
  handle(emulatedForm('+QSCLK=', { on: flag }), ({ on }, { state }) => {
    state.settings.set('+QSCLK', on ? '1' : '0');
    return ok();
  }),
  handle(emulatedForm('+QSCLK?'), (_, { state }) =>
    ok(spokenLine(`+QSCLK: ${state.settings.get('+QSCLK') ?? '0'}`, 'info')),
  ),
];
