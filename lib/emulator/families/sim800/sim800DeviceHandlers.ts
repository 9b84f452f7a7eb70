import {
  cardId,
  productInformation,
  revision,
  networkTimeReports,
  networkTimeReportsState,
  bootReports,
  bootReportsState,
  signalReports,
  battery,
  powerOff,
} from '../../../families/sim800/device/sim800DeviceCommands';
import { poweredDown } from '../../../families/simcom/simcomPowerUrcs';
import { answerLine, spokenLine } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import {
  messageControlCharacters,
  messageControlCharactersState,
} from '../../../families/sim800/device/sim800MessageCommands';
import { outgoingReports, toneDetection } from '../../../families/sim800/calls/sim800CallCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { flag, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { ok } from '../../core/reply';
import { ofCard } from '../../core/ofCard';
import { packetEventReports, packetEventReportsState } from '../../../families/standard/reportCommands';
import { characterSets, type Setting } from '../standard/settingHandlers';

/** Tone detection as from the factory: off, with no interval, no duration. */
const TONES = '0,0,0,0';

/** What the SIM800 spells differently: revision, SIM number, battery, power (SIM800 AT manual V1.09 p 68, 108, 146, 164). */
export const sim800DeviceHandlers: readonly Handler[] = [
  handle(productInformation, (_, { family: { identity } }) =>
    ok(
      ...[identity.manufacturer, identity.model, identity.productRevision].map((text) =>
        answerLine(productInformation, { text }),
      ),
    ),
  ),
  handle(revision, (_, { family }) => ok(answerLine(revision, { text: family.identity.productRevision }))),
  handle(cardId, (_, { family, state }) =>
    ofCard(state, answerLine(cardId, { iccid: family.identity.iccid })),
  ),
  handle(emulatedForm('+EXUNSOL?'), (_, { state }) =>
    ok(spokenLine(`+EXUNSOL: "SQ",${state.settings.get('+EXUNSOL') ?? '0'}`, 'info')),
  ),
  handle(battery, (_, { settings: { milliVolts = 4_012 } }) =>
    ok(answerLine(battery, { charging: 0, percent: 87, milliVolts })),
  ),
  handle(powerOff, ({ normally }, { powerDown }) => ({
    ...ok(...(normally ? [spokenLine(poweredDown.form.write({}), 'urc')] : [])),
    mute: true,
    later: powerDown,
  })),
];

/** Settings of the SIM800 alone. */
export const sim800Settings: readonly Setting[] = [
  characterSets('IRA', 'GSM', 'UCS2', 'HEX', 'PCCP', 'PCDN', '8859-1'),
  { set: networkTimeReports, read: networkTimeReportsState, initial: '0' },
  {
    set: packetEventReports,
    read: packetEventReportsState,
    initial: '0',
    fits: (value) => /^[01]$/.test(value),
  },
  // The manual prints no space here (page 171).
  { set: bootReports, read: bootReportsState, initial: '1', mark: ':' },
  { set: messageControlCharacters, read: messageControlCharactersState, initial: '0' },
  { set: signalReports, initial: '0' },
  { set: toneDetection, read: emulatedForm('+DDET?'), initial: TONES },
  // Interval, reports with the duration, detection of single tones (page 333): stored only.
  {
    set: emulatedForm('+DDET=', {
      on: flag,
      intervalMs: integerBetween(0, 10_000),
      showsDuration: optional(flag),
      single: optional(flag),
    }),
    initial: TONES,
  },
  { set: outgoingReports, read: emulatedForm('+MORING?'), initial: '0' },
];
