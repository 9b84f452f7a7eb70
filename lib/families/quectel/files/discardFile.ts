import { EMPTY, ignoreElements, type Observable } from 'rxjs';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { orWithout } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { quectelFileDelete } from './quectelFilesCommands';

/** Deletes a file that may be there; completes, also where none is, or the answer is lost twice. */
export const discardFile = (channel: CommandChannel, name: string): Observable<never> =>
  inOrder(channel, quectelFileDelete({ name })).pipe(
    onRefusal(() => EMPTY),
    orWithout(channel, () => undefined),
    ignoreElements(),
  );
