import { concatMap, EMPTY, from, map, mergeMap, type Observable, toArray } from 'rxjs';
import type { MessagePlace, MessagesDialect, StorageLevel, StoredPdu } from '../../dialects/messagesDialect';
import { onRefusal } from '../../dialects/steps/onRefusal';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { messagesTurn } from './messagesOf';

/** What a storage held when it was looked at. */
export interface StorageFound {
  readonly level: StorageLevel;
  readonly entries: readonly StoredPdu[];
}

/** Lists all storages, in one turn. Emits them together; one that the modem refuses to open is left out. */
export const lookAtAll = (modem: Modem, keepsUnread: boolean): Observable<readonly StorageFound[]> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect.storages(channel).pipe(
      mergeMap((storages) => from(storages)),
      concatMap((storage) => lookInto(channel, dialect, storage, keepsUnread)),
      toArray(),
    ),
  );

/** Reads one place. Emits it, or `undefined` if it is empty. */
export const lookAtPlace = (modem: Modem, place: MessagePlace): Observable<StoredPdu | undefined> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect.open(channel, place.storage).pipe(mergeMap(() => dialect.read(channel, place))),
  );

/** Asks how full a storage is. */
export const levelOf = (modem: Modem, storage: string): Observable<StorageLevel> =>
  messagesTurn(modem, (channel, dialect) => dialect.open(channel, storage));

const lookInto = (
  channel: CommandChannel,
  dialect: MessagesDialect,
  storage: string,
  keepsUnread: boolean,
): Observable<StorageFound> =>
  dialect.open(channel, storage).pipe(
    mergeMap((level) =>
      dialect.list(channel, storage, keepsUnread).pipe(map((entries): StorageFound => ({ level, entries }))),
    ),
    onRefusal((error) => {
      channel.note(`${error.message}; the storage ${storage} is left out`);
      return EMPTY;
    }),
  );
