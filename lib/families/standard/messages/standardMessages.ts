import { concat, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import type { MessagesDialect } from '../../../dialects/messagesDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { AnyUrc } from '../../../grammar/vocabulary';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { messageFormat, messageList } from '../messageCommands';
import { announceMessages } from './announceMessages';
import { messageNewsOf } from './messageNewsOf';
import { messageAcknowledge, messageLink } from './messageServiceCommands';
import { messageFormatsOffered } from './messageTestCommands';
import { openStorage, receivingStorage, storagesOf } from './storagesOf';
import { listMessages, readMessage, removeMessage } from './listMessages';
import { submitMessage } from './submitMessage';
import { untilReady } from './untilReady';
import { widenRoute } from './widenRoute';

/** What differs between makers of modems that keep to 27.005. */
export interface StandardMessages {
  /** How people call the family: `SIM800`. */
  readonly title: string;
  /** Storages that can hold messages, the largest first. Default `ME`, `SM`. */
  readonly storages?: readonly string[];
  /** The values of `ds` of `AT+CNMI` in the order of preference: 2 stores reports, 1 gives them at once. Default 2, 1. */
  readonly reports?: readonly number[];
  /** Whether it knows `AT+CMMS`. Default yes. */
  readonly keepsLink?: boolean;
  /** Whether a list can leave unread messages unread. Default no: the modem marks what it lists. */
  readonly keepsUnread?: boolean;
  /** URCs that tell that a storage is full. */
  readonly full?: readonly AnyUrc[];
  /** URCs that tell that messages have become ready. */
  readonly ready?: readonly AnyUrc[];
}

const ALL = '4';
/** Until the next pause of some seconds: nothing has to be taken back. */
const UNTIL_PAUSE = 1;

/**
 * Short messages by 27.005, as PDUs (§ 4), for modems of any maker.
 *
 *     > AT+CMGF=0   > AT+CMGS=19   < >   >> 0011…<Ctrl-Z>   < +CMGS: 13   < OK
 */
export const standardMessages = (family: StandardMessages): MessagesDialect => {
  const { storages = ['ME', 'SM'], reports = [2, 1], keepsLink = true } = family;
  const all = messageList({ which: ALL });
  const quietly = messageList({ which: ALL, keepsUnread: true });
  return Object.freeze({
    begin: (channel) => begin(channel, family.title),
    announce: (channel, { direct }) => announceMessages(channel, { direct, storages, reports }),
    newsOf: messageNewsOf({ full: family.full ?? [], ready: family.ready ?? [] }),
    acknowledge: (channel) => inOrder(channel, messageAcknowledge()),
    prepareSending: (channel, parts) =>
      keepsLink && parts > 1
        ? optionally(channel, messageLink({ keeps: UNTIL_PAUSE })).pipe(ignoreElements())
        : EMPTY,
    widenRoute,
    submit: submitMessage,
    storages: (channel) => storagesOf(channel, storages),
    receiving: receivingStorage,
    open: openStorage,
    list: (channel, level, keepsUnread) =>
      keepsUnread && family.keepsUnread
        ? listMessages(channel, quietly, level).pipe(onRefusal(() => listMessages(channel, all, level)))
        : listMessages(channel, all, level),
    read: readMessage,
    remove: removeMessage,
  } satisfies MessagesDialect);
};

/** Chooses PDUs. Firmware without messages refuses that, and the question what it offers. */
const begin = (channel: CommandChannel, title: string): Observable<never> =>
  inOrder(channel, messageFormat({ asText: false })).pipe(
    untilReady(),
    onRefusal((error) =>
      concat(
        channel.send(messageFormatsOffered()).pipe(
          ignoreElements(),
          onRefusal(() => noMessages(title)),
        ),
        defer(() => throwError(() => error)),
      ),
    ),
  );

const noMessages = (family: string): Observable<never> =>
  throwError(
    () => new ModemError({ kind: 'unsupported', family, feature: 'short messages in this firmware' }),
  );
