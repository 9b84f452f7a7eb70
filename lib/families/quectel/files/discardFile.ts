import { EMPTY, ignoreElements, type Observable } from 'rxjs';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { orWithout } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { quectelFileDelete } from './quectelFilesCommands';

/** Deletes a file that is no longer needed. Completes also if there is none, or the answer is lost twice. Before a write: `clearFile`. */
export const discardFile = (channel: CommandChannel, name: string): Observable<never> =>
  inOrder(channel, quectelFileDelete({ name })).pipe(
    onRefusal(() => EMPTY),
    orWithout(channel, () => undefined),
    ignoreElements(),
  );
