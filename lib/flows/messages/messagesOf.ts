import { concat, defer, ignoreElements, type Observable, takeUntil } from 'rxjs';
import type { MessagesDialect } from '../../dialects/messagesDialect';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';

/** How a modem's family does messages. Fails with `unsupported` if it has none. */
export const messagesOf = ({ profile }: Pick<Modem, 'profile'>): MessagesDialect => {
  const { messages, title } = profile;
  if (messages) return messages;
  throw new ModemError({ kind: 'unsupported', family: title, feature: 'short messages' });
};

/** What is done with stored messages in one turn. */
export type MessagesTurn<T> = (channel: CommandChannel, dialect: MessagesDialect) => Observable<T>;

/**
 * Reads and deletes stored messages in a turn of its own: the storage that is open is one setting of the modem. The form of
 * messages is set anew in each turn, since a restart or another program may have changed it.
 */
export const messagesTurn = <T>(modem: Modem, use: MessagesTurn<T>): Observable<T> =>
  defer(() => {
    const dialect = messagesOf(modem);
    return modem.exclusive(
      'messages',
      (channel) => (leaving) =>
        concat(
          dialect.begin(channel).pipe(ignoreElements()),
          defer(() => use(channel, dialect)),
        ).pipe(takeUntil(leaving)),
    );
  });
