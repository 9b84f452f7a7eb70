import { catchError, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import type { MessagePlace, MessageStatus, StorageLevel, StoredPdu } from '../../../dialects/messagesDialect';
import { decodeStored } from '../../../pdu/decodeStored';
import { inOrder } from '../../../dialects/steps/inOrder';
import type { Command } from '../../../grammar/command';
import { mayBeDone } from '../../../grammar/errors/mayBeDone';
import { ModemError } from '../../../grammar/errors/modemError';
import { mask } from '../../../grammar/mask';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { messageDelete, messageRead } from '../messageCommands';

const INVALID_INDEX = 321;

/** `+CMGL: <index>,<stat>,[<alpha>],<length>` (27.005 § 4.1); the name may hold commas in quotes. */
const LISTED = /^\+CMGL\s*:\s*"?(\d+)"?\s*,\s*"?(\d{1,3})"?\s*,(?:.*\D)?(\d+)"?\s*$/i;
/** `+CMGR: <stat>,[<alpha>],<length>` (§ 4.3). */
const READ = /^\+CMGR\s*:\s*"?(\d{1,3})"?\s*,(?:.*\D)?(\d+)"?\s*$/i;
const HEADER = /^\+CMG[LR]\s*:/i;
const DIGITS = /^(?:[0-9A-F]{2})+$/i;
/** A status that is not listed counts as unread: nothing deletes it as a message that was read. */
const STATUSES: readonly MessageStatus[] = ['unread', 'read', 'stored-unsent', 'stored-sent'];

type Lines = Command<{ readonly line: string }>;

/**
 * Lists what the open storage holds. A list in which something does not fit, or which is shorter than the storage is full, was damaged on
 * the line: it is asked for again, and what is odd both times is taken as the modem has it. Fails with `unreadable` where nothing is listed
 * twice of a storage that is not empty.
 *
 *     > AT+CMGL=4   < +CMGL: 1,0,,23   < 0791…   < OK      ⇒ [{ place: { storage: 'SM', index: 1 }, status: 'unread' … }]
 */
export const listMessages = (
  channel: CommandChannel,
  command: Lines,
  { storage, used }: StorageLevel,
): Observable<readonly StoredPdu[]> => {
  const asked = channel.send(command).pipe(map(({ lines }) => entriesOf(lines, storage)));
  const isWhole = ({ isSound, entries }: Listing): boolean =>
    isSound && entries.length >= used && entries.every(isReadable);
  return asked.pipe(
    mergeMap((first) => {
      if (isWhole(first)) return of(first.entries);
      return asked.pipe(
        map((second) => {
          if (second.entries.length === 0 && used > 0) throw nothingOf(command, second);
          const taken = second.isSound
            ? second.entries
            : second.entries.filter((entry) => fits(entry) || isIn(first, entry));
          return taken.map((entry) => readableOf(entry, first));
        }),
      );
    }),
  );
};

/** An entry, as it was read the first time where it can't be read now. */
const readableOf = (entry: StoredPdu, { entries }: Listing): StoredPdu =>
  isReadable(entry)
    ? entry
    : (entries.find((other) => other.place.index === entry.place.index && isReadable(other)) ?? entry);

const nothingOf = ({ redacted }: Lines, { isSound }: Listing): ModemError =>
  new ModemError({ kind: 'unreadable', command: redacted, line: isSound ? 'OK' : mask });

/**
 * Reads one place of the open storage; `undefined` if it is empty: the modems have four ways to say so. What can't be read was damaged on
 * the line, or in the modem: it is read once more.
 */
export const readMessage = (
  channel: CommandChannel,
  place: MessagePlace,
): Observable<StoredPdu | undefined> => {
  const asked = readOnce(channel, place);
  return asked.pipe(mergeMap((stored) => (stored === undefined || isReadable(stored) ? of(stored) : asked)));
};

const isReadable = (stored: StoredPdu): boolean => fits(stored) && decodeStored(stored).kind !== 'malformed';

const readOnce = (channel: CommandChannel, place: MessagePlace): Observable<StoredPdu | undefined> =>
  channel.send(messageRead({ index: place.index })).pipe(
    map(({ lines, command }): StoredPdu | undefined => {
      const [header, body = ''] = lines.slice(lines.findIndex((line) => HEADER.test(line)));
      if (header === undefined) return undefined;
      const [, status, length] = READ.exec(header) ?? [];
      if (status === undefined || length === undefined)
        throw new ModemError({ kind: 'unreadable', command: command.redacted, line: mask });
      return body === '' && Number(length) === 0 ? undefined : entry(place, status, length, body);
    }),
    catchError((error: unknown) => (isEmptyPlace(error) ? of(undefined) : throwError(() => error))),
  );

/** Deletes one place of the open storage. */
export const removeMessage = (channel: CommandChannel, place: MessagePlace): Observable<never> =>
  inOrder(channel, messageDelete({ index: place.index })).pipe(
    catchError((error: unknown) => (isEmptyPlace(error) ? [] : throwError(() => mayBeDone(error)))),
  );

const isEmptyPlace = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'cms' && error.reason.code === INVALID_INDEX;

interface Listing {
  readonly entries: readonly StoredPdu[];
  /** Whether every line belongs to an entry, and every entry has the length that it names. */
  readonly isSound: boolean;
}

const entry = (place: MessagePlace, status: string, length: string, digits: string): StoredPdu => ({
  place,
  status: STATUSES[Number(status)] ?? 'unread',
  digits,
  tpduLength: Number(length),
});

const entriesOf = (lines: readonly string[], storage: string): Listing => {
  const entries: StoredPdu[] = [];
  let isSound = true;
  let open: readonly [index: string, status: string, length: string] | undefined;
  for (const line of lines) {
    const [, index, status, length] = LISTED.exec(line) ?? [];
    if (index !== undefined && status !== undefined && length !== undefined) {
      // A header without a body: its line was lost.
      isSound &&= open === undefined && Number(status) < STATUSES.length;
      open = [index, status, length];
    } else if (open && !HEADER.test(line)) {
      entries.push(entry({ storage, index: Number(open[0]) }, open[1], open[2], line));
      open = undefined;
    } else isSound = false;
  }
  return { entries, isSound: isSound && open === undefined && entries.every(fits) };
};

/** Whether the digits are as many as the header says, with the service centre or without. */
const fits = ({ digits, tpduLength = 0 }: StoredPdu): boolean => {
  if (!DIGITS.test(digits)) return false;
  const octets = digits.length / 2;
  const centre = Number.parseInt(digits.slice(0, 2), 16);
  return 1 + centre + tpduLength === octets || octets === tpduLength;
};

const isIn = ({ entries }: Listing, { place, digits }: StoredPdu): boolean =>
  entries.some((other) => other.place.index === place.index && other.digits === digits);
