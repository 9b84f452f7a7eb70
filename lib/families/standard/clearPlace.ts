import { EMPTY, ignoreElements, mergeMap, type Observable } from 'rxjs';
import { onRefusal } from '../../dialects/steps/onRefusal';
import { optionally, orWithout } from '../../dialects/steps/optionally';
import type { Command } from '../../grammar/command';
import type { CommandChannel } from '../../../operators/commandChannel';
import { attention } from './generalCommands';

/**
 * Deletes a file, if there is one, before another is written in its place. Completes also if there is none, or the answer is lost twice.
 * The `OK` may be a late one of an earlier command. The `AT` behind it takes the refusal that then follows; otherwise that would be taken
 * for the answer to the next command.
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
