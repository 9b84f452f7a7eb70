import { concat, defer, EMPTY, from, map, mergeMap, type Observable, of, throwError, toArray } from 'rxjs';
import { checkOptions, is } from '../../grammar/checkOptions';
import type { MessagesDialect, StoredPdu } from '../../dialects/messagesDialect';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { joinStored } from './joinStored';
import { lookAtAll } from './lookAtAll';
import type { StoredMessage } from './message';
import { type PlaceName, type WantedPlace, wantedPlace } from './wantedPlace';
import { messagesTurn } from './messagesOf';
import { removeTaken } from './removeTaken';

/** Which stored messages are listed. */
export interface ListOptions {
  /** Only those that were not read yet. Default no. */
  readonly unread?: boolean | undefined;
}

/**
 * Lists what the modem holds in every storage, parts joined, the oldest first. What is unread stays so where the modem can
 * (SIM800); the others mark what they list.
 *
 *     > AT+CMGL=4,1   < +CMGL: 1,0,,23   < 0791…   < OK      ⇒ { kind: 'message', from: '+15550100', text: 'hello' … }
 */
const listMessages = (modem: Modem, options: ListOptions = {}): Observable<StoredMessage> =>
  defer(() => {
    const { unread = false } = checkOptions(options, { unread: is.flag });
    return lookAtAll(modem, true).pipe(
      mergeMap(({ found, lost }) =>
        concat(
          from(joinStored(found.flatMap(({ entries }) => entries))),
          ...lost.map((error) => throwError(() => error)),
        ),
      ),
      mergeMap((message) => (unread && !isUnread(message) ? EMPTY : of(message))),
    );
  });

/**
 * Reads places, parts joined as far as they are among them; an empty place is left out. Marks as read.
 *
 *     sms.read(modem, 'SM:3')     > AT+CPMS="SM"   > AT+CMGR=3
 */
const readMessages = (modem: Modem, ...places: readonly PlaceName[]): Observable<StoredMessage> =>
  atPlaces(modem, places, (channel, dialect, place) =>
    dialect.read(channel, place).pipe(mergeMap((stored) => (stored ? of(stored) : EMPTY))),
  ).pipe(mergeMap((entries) => from(joinStored(entries))));

/** Which messages are deleted: places, `all`, or what was `read`. */
export type RemovedPlaces = PlaceName | readonly PlaceName[];

/**
 * Deletes messages; completes. `all` and `read` delete what was listed just before, so that nothing is lost that comes meanwhile.
 *
 *     sms.remove(modem, 'SM:3')     > AT+CPMS="SM"   > AT+CMGD=3
 */
const removeMessages = (modem: Modem, places: RemovedPlaces): Observable<never> =>
  defer(() => {
    if (places === 'all' || places === 'read') return removeListed(modem, places === 'read');
    const names = Array.isArray(places) ? (places as readonly PlaceName[]) : [places as PlaceName];
    return atPlaces(modem, names, (channel, dialect, place) => dialect.remove(channel, place)).pipe(
      mergeMap(() => EMPTY),
    );
  });

/** Flows over what the modem holds, which leave it there. */
export const storedFlows = Object.freeze({ list: listMessages, read: readMessages, remove: removeMessages });

const isUnread = (message: StoredMessage): boolean =>
  message.kind !== 'report' && message.status === 'unread';

const removeListed = (modem: Modem, onlyRead: boolean): Observable<never> =>
  lookAtAll(modem, true).pipe(
    mergeMap(({ found, lost }) =>
      concat(
        ...found
          .filter(({ entries }) => entries.length > 0)
          .map(({ level, entries }) => removeEntries(modem, level.storage, entries, onlyRead)),
        // What another storage holds was not deleted.
        ...lost.map((error) => throwError(() => error)),
      ),
    ),
  );

const removeEntries = (
  modem: Modem,
  storage: string,
  entries: readonly StoredPdu[],
  onlyRead: boolean,
): Observable<never> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect
      .open(channel, storage)
      .pipe(
        mergeMap(() =>
          concat(
            ...entries
              .filter(({ status }) => !onlyRead || status === 'read')
              .map((stored) => removeTaken(channel, dialect, stored)),
          ),
        ),
      ),
  );

type AtPlace = (
  channel: CommandChannel,
  dialect: MessagesDialect,
  place: { readonly storage: string; readonly index: number },
) => Observable<StoredPdu>;

/** Does something at each place, in one turn; emits what was found, together. */
const atPlaces = (
  modem: Modem,
  names: readonly PlaceName[],
  act: AtPlace,
): Observable<readonly StoredPdu[]> =>
  defer(() => {
    const wanted = names.map(wantedPlace);
    return messagesTurn(modem, (channel, dialect) =>
      usualStorage(channel, dialect, wanted).pipe(
        mergeMap((usual) =>
          concat(
            ...wanted.map(({ storage = usual, index }) =>
              dialect.open(channel, storage).pipe(mergeMap(() => act(channel, dialect, { storage, index }))),
            ),
          ),
        ),
        toArray(),
      ),
    );
  });

/** The storage in which messages are received, if a place does not name its own. */
const usualStorage = (
  channel: CommandChannel,
  dialect: MessagesDialect,
  wanted: readonly WantedPlace[],
): Observable<string> =>
  wanted.every(({ storage }) => storage !== undefined)
    ? of('')
    : dialect
        .receiving(channel)
        .pipe(
          mergeMap((storage) =>
            storage === undefined
              ? dialect.storages(channel).pipe(map(([first = 'SM']) => first))
              : of(storage),
          ),
        );
