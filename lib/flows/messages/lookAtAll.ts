import { concatMap, from, map, mergeMap, type Observable, reduce } from 'rxjs';
import type { MessagePlace, MessagesDialect, StorageLevel, StoredPdu } from '../../dialects/messagesDialect';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { orWithout } from '../../dialects/steps/optionally';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { messagesTurn } from './messagesOf';

/** What a storage held when it was looked at. */
export interface StorageFound {
  readonly level: StorageLevel;
  readonly entries: readonly StoredPdu[];
}

/** What was found, and why storages were left out that may hold something. */
export interface Look {
  readonly found: readonly StorageFound[];
  readonly lost: readonly ModemError[];
}

/**
 * Lists all storages, in one turn. One that the modem refuses to open does not exist. One whose list was lost on the line is left out, and
 * is named in `lost`. Fails where none can be looked into.
 */
export const lookAtAll = (modem: Modem, keepsUnread: boolean): Observable<Look> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect.storages(channel).pipe(
      mergeMap((storages) => from(storages)),
      concatMap((storage) => lookInto(channel, dialect, storage, keepsUnread)),
      reduce(
        ({ found, lost }: Look, one): Look =>
          one instanceof ModemError ? { found, lost: [...lost, one] } : { found: [...found, one], lost },
        { found: [], lost: [] },
      ),
      map(({ found, lost }) => {
        const [first] = lost;
        if (first && found.length === 0) throw first;
        return { found, lost: lost.filter((error) => !isRefusal(error)) };
      }),
    ),
  );

/** Reads one place, which may be empty. */
export const lookAtPlace = (modem: Modem, place: MessagePlace): Observable<StorageFound> =>
  messagesTurn(modem, (channel, dialect) =>
    dialect
      .open(channel, place.storage)
      .pipe(
        mergeMap((level) =>
          dialect.read(channel, place).pipe(map((stored) => ({ level, entries: stored ? [stored] : [] }))),
        ),
      ),
  );

/** Asks how full a storage is. */
export const levelOf = (modem: Modem, storage: string): Observable<StorageLevel> =>
  messagesTurn(modem, (channel, dialect) => dialect.open(channel, storage));

const lookInto = (
  channel: CommandChannel,
  dialect: MessagesDialect,
  storage: string,
  keepsUnread: boolean,
): Observable<StorageFound | ModemError> =>
  dialect.open(channel, storage).pipe(
    mergeMap((level) =>
      dialect.list(channel, level, keepsUnread).pipe(map((entries): StorageFound => ({ level, entries }))),
    ),
    orWithout(channel, (error) => error),
  );
