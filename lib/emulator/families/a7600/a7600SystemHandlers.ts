import { integerBetween } from '../../../grammar/codecs/integer';
import { systemInformation } from '../../../families/standard/networkCommands';
import { isRegistered } from '../../../grammar/isRegistered';
import { emulatedForm } from '../../core/emulatedForm';
import { answerLine } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import { ok } from '../../core/reply';
import { statusOf } from '../standard/networkHandlers';

/** The serving system of A76XX: A76XX AT manual V1.09 pages 98–100. */

export const a7600SystemHandlers: readonly Handler[] = [
  handle(systemInformation, (_, modem) => {
    const { state, environment } = modem;
    const status = statusOf(modem);
    return ok(
      answerLine(systemInformation, {
        system:
          isRegistered(status) && environment.service
            ? 'LTE,Online,460-00,0x333C,39589680,308,EUTRAN-BAND3,1350,5,0,0,54,0,22'
            : `NO SERVICE,${state.functionality === 1 ? 'Online' : 'Low Power Mode'}`,
      }),
    );
  }),
  // A period in seconds, whose reports are not sent here.
  handle(emulatedForm('+CPSI=', { seconds: integerBetween(0, 255) }), () => ok()),
];
