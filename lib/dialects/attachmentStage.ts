import { map, mergeMap, of } from 'rxjs';
import { attach, attached } from '../commands/network';
import { found } from './found';
import type { Found, Stage } from './networkDialect';
import { onRefusal } from './onRefusal';
import { seenIn } from './seenIn';

const passed: Found = found.passed({ step: 'attachment' });

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
  look: (talk) =>
    talk.send(attached()).pipe(
      mergeMap(({ value }) =>
        value.on
          ? of(passed)
          : talk.send(attach({ on: true })).pipe(
              map(() => passed),
              onRefusal((error) => of(found.notYet(seenIn(error)))),
            ),
      ),
    ),
  advice: () => of('check registration and whether the subscription has data'),
};
