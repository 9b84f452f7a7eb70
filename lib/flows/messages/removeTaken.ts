import { EMPTY, defer, mergeMap, type Observable } from 'rxjs';
import type { MessagesDialect, StoredPdu } from '../../dialects/messagesDialect';
import type { CommandChannel } from '../../../operators/commandChannel';

/**
 * Deletes a message of the open storage that was taken, if its place still holds it: another program may have emptied the place and
 * the network filled it again, and in a list that was damaged on the line a PDU may stand at another one's index.
 */
export const removeTaken = (
  channel: CommandChannel,
  dialect: MessagesDialect,
  { place, digits }: Pick<StoredPdu, 'place' | 'digits'>,
): Observable<never> =>
  defer(() => dialect.read(channel, place)).pipe(
    mergeMap((found) => (found?.digits === digits ? dialect.remove(channel, place) : EMPTY)),
  );
