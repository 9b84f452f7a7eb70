import { EMPTY, ignoreElements, mergeMap, type Observable } from 'rxjs';
import { onRefusal } from '../../dialects/steps/onRefusal';
import { optionally, orWithout } from '../../dialects/steps/optionally';
import type { Command } from '../../grammar/command';
import type { CommandChannel } from '../../../operators/commandChannel';
import { attention } from './generalCommands';

/**
 * Deletes a file that may be there, so that another can be written in its place; completes, also where none is, or the answer is lost
 * twice. An `OK` may be the late one of an earlier command: the refusal that follows then meets an `AT`, not what is written next.
 *
 *     > AT+QFDEL="a"   < +CME ERROR: 405                                                   none was there
 *     > AT+QFDEL="a"   < OK (of an earlier AT)   > AT   < +CME ERROR: 405   < OK           likewise
 */
export const clearPlace = (channel: CommandChannel, deletion: Command): Observable<never> =>
  channel.send(deletion).pipe(
    mergeMap(() => optionally(channel, attention())),
    onRefusal(() => EMPTY),
    orWithout(channel, () => undefined),
    ignoreElements(),
  );
