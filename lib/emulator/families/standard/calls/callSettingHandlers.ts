import { flag, integer, integerBetween } from '../../../../grammar/codecs/integer';
import { optional } from '../../../../grammar/codecs/optional';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok } from '../../../core/reply';
import { spokenLine } from '../../../core/utterance';

/** What hosts ask about the settings of calls: 27.007 § 7.8 (COLP), § 7.12 (CCWA); SIM800 AT manual V1.09 pages 64–92. */

const VOICE = 1;
const PROVISIONED = 1;

/** The fields of a setting as they are stored. */
const fieldsOf = ({ state }: HandlerContext, name: string): readonly string[] =>
  (state.settings.get(name) ?? '0').split(',');

/** Whether the network lets another call through: as the host chose last. */
const isWaitingOn = (modem: HandlerContext): boolean => {
  const [on, mode] = fieldsOf(modem, '+CCWA');
  return mode === '0' ? false : mode === '1' || on === '1';
};

export const callSettingHandlers: readonly Handler[] = [
  handle(emulatedForm('+COLP?'), (_, modem) =>
    ok(spokenLine(`+COLP: ${fieldsOf(modem, '+COLP')[0]},${PROVISIONED}`, 'info')),
  ),
  handle(emulatedForm('+CCWA?'), (_, modem) =>
    ok(spokenLine(`+CCWA: ${fieldsOf(modem, '+CCWA')[0]}`, 'info')),
  ),
  // Mode 2 asks the network and changes nothing there.
  handle(
    emulatedForm('+CCWA=', { on: flag, mode: integerBetween(2, 2), class: optional(integer) }),
    ({ class: service = VOICE }, modem) =>
      ok(spokenLine(`+CCWA: ${isWaitingOn(modem) ? 1 : 0},${service}`, 'info')),
  ),
];
