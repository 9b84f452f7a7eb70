import { map, mergeMap, of } from 'rxjs';
import { attach, attached } from '../networkCommands';
import { stageResult, type StageResult, type Stage } from '../../../dialects/networkDialect';
import { causeIn, onRefusal, seenIn } from '../../../dialects/steps/onRefusal';

const passed: StageResult = stageResult.passed({ step: 'attachment' });

/**
 * Attachment to the packet service, made where it is missing.
 *
 *     > AT+CGATT?  < +CGATT: 0  < OK    > AT+CGATT=1  < OK
 *
 * Source: 27.007 § 10.1.9; SIM800 AT manual V1.09 page 208.
 */
export const attachmentStage: Stage = {
  name: 'attachment',
  limit: 'registration',
  look: (channel) =>
    channel.send(attached()).pipe(
      mergeMap(({ value }) =>
        value.on
          ? of(passed)
          : channel.send(attach({ on: true })).pipe(
              map(() => passed),
              onRefusal((error) => of(stageResult.notYet(seenIn(error), causeIn(error)))),
            ),
      ),
    ),
  advice: () => of('check registration and whether the subscription has data'),
};

/** Whether a modem has an address; an empty one and zeros mean none. */
export const isAddress = (address: string | undefined): address is string =>
  address !== undefined && address !== '' && address !== '0.0.0.0';
