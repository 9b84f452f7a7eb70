import { catchError, map, type Observable, throwError } from 'rxjs';
import type { StorageLevel } from '../../../dialects/messagesDialect';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { messageStores, messageStoresSet } from '../messageCommands';
import { messageStoresOffered } from './messageTestCommands';
import { untilReady } from './untilReady';

/** Storages of their own; the others (`MT`, `SM_P`, `ME_P`) are views of these, and `BM` holds broadcasts. */
const OWN = ['ME', 'SM', 'SR'];
const FIRST_LIST = /\(([^()]*)\)/;

/**
 * Emits the storages in which received messages and reports can lie, the family's first.
 *
 *     > AT+CPMS=?   < +CPMS: ("SM","ME","SM_P"),("SM"),("SM")   < OK      ⇒ ['SM', 'ME']
 *
 * What the modem does not list in a readable way is tried.
 */
export const storagesOf = (
  channel: CommandChannel,
  usual: readonly string[],
): Observable<readonly string[]> =>
  optionally(channel, messageStoresOffered()).pipe(
    map((response) => {
      const offered: readonly string[] =
        FIRST_LIST.exec(response?.lines.join().toUpperCase() ?? '')?.[1]?.match(/\w+/g) ?? [];
      const known = OWN.filter((storage) => offered.includes(storage));
      if (known.length === 0) return usual;
      const [preferred, others] = [
        usual.filter((one) => known.includes(one)),
        known.filter((one) => !usual.includes(one)),
      ];
      return [...preferred, ...others];
    }),
  );

/** Emits the storage in which messages are received. */
export const receivingStorage = (channel: CommandChannel): Observable<string | undefined> =>
  optionally(channel, messageStoresSet()).pipe(map((response) => response?.value.receive));

/**
 * Makes a storage the one that is read. Those for writing and receiving stay.
 *
 *     > AT+CPMS="SM"   < +CPMS: 3,50,3,50,3,50   < OK      ⇒ { storage: 'SM', used: 3, total: 50 }
 */
export const openStorage = (channel: CommandChannel, storage: string): Observable<StorageLevel> =>
  channel.send(messageStores({ read: storage })).pipe(
    untilReady(),
    map(({ value }) => ({ storage, used: value.readUsed, total: value.readTotal })),
    catchError((error: unknown) =>
      error instanceof ModemError && error.reason.kind === 'unreadable'
        ? openedAnyway(channel, storage, error)
        : throwError(() => error),
    ),
  );

/** `OK` without numbers: it is open all the same, unless the modem says that another one is. */
const openedAnyway = (
  channel: CommandChannel,
  storage: string,
  error: ModemError,
): Observable<StorageLevel> =>
  optionally(channel, messageStoresSet()).pipe(
    map((response) => {
      const isOther = response !== undefined && response.value.read.toUpperCase() !== storage;
      if (isOther) throw error;
      return { storage, used: response?.value.readUsed ?? 0, total: response?.value.readTotal ?? 0 };
    }),
  );
