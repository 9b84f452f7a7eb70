import { map, mergeMap, type Observable, of } from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { LinkWindow } from '../socketsDialect';

/** How a link is read of which the modem says how many bytes it holds. */
export interface UnreadReading {
  /** How many bytes the modem holds; `undefined` where it does not say. Emits once. */
  readonly unread: Observable<number | undefined>;
  readonly maxBytes: number;
  /** The command that reads so many bytes. */
  readonly read: (size: number) => Command;
  /** Whether an answer may bring fewer bytes than were asked for and are there: one datagram. */
  readonly mayBeShort?: boolean;
  /**
   * Whether the modem reports bytes anew only when it has been read empty, or does not say. Those that come between the count and
   * the read may then go unreported, so it is read until it says that it holds nothing.
   */
  readonly readsUntilEmpty?: boolean;
}

/**
 * Reads what the modem says that it holds. A count that was damaged on the line would pass for fewer bytes, or none, and the others
 * would be missing.
 *
 *     > AT+CCHRECV?   < +CCHRECV: LEN,5,0   > AT+CCHRECV=0,5   < … 5 bytes
 *
 * Fails with `corrupt` where fewer come.
 */
export const unreadWindow = (
  channel: CommandChannel,
  { unread, maxBytes, read, mayBeShort = false, readsUntilEmpty = false }: UnreadReading,
): Observable<LinkWindow> =>
  unread.pipe(
    mergeMap((held) => {
      if (held === 0) return of<LinkWindow>({ slices: [], leftBytes: 0 });
      const size = Math.min(maxBytes, held ?? maxBytes);
      const command = read(size);
      return channel.send(command).pipe(
        map(({ payload: slices }): LinkWindow => {
          if (held === undefined) return { slices, leftBytes: undefined };
          const got = slices.reduce((sum, { length }) => sum + length, 0);
          if (got === 0 || (got < size && !mayBeShort))
            throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes: size });
          const left = held - got;
          return { slices, leftBytes: left === 0 && readsUntilEmpty ? undefined : left };
        }),
      );
    }),
  );
