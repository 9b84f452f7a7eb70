import { messageDeleteAll } from '../../../families/sim800/device/sim800MessageCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';
import { spokenLine } from '../../core/utterance';
import { format, storeFor } from '../standard/messages/messageHandlers';

/** Deletes messages by kind: SIM800 AT manual V1.09 page 165. The numbers of PDU mode are the places in this list, from 1. */

const RECEIVED = ['REC READ', 'REC UNREAD'];
const KINDS: readonly (readonly [name: string, states: readonly string[]])[] = [
  ['DEL READ', ['REC READ']],
  ['DEL UNREAD', ['REC UNREAD']],
  ['DEL SENT', ['STO SENT']],
  ['DEL UNSENT', ['STO UNSENT']],
  ['DEL INBOX', RECEIVED],
  ['DEL ALL', [...RECEIVED, 'STO SENT', 'STO UNSENT']],
];

export const sim800MessageHandlers: readonly Handler[] = [
  handle(messageDeleteAll, ({ which }, modem) => {
    const { asText } = format.of(modem.state);
    const isWanted = ([name]: (typeof KINDS)[number], at: number): boolean =>
      asText ? name === which.toUpperCase() : String(at + 1) === which;
    const [, states] = KINDS.find(isWanted) ?? [];
    if (!states) return refused();
    const { store } = storeFor(modem);
    for (const [index, { state }] of store.all) if (states.includes(state)) store.remove(index);
    return ok();
  }),
  handle(emulatedForm('+CMGDA=?'), (_, { state }) =>
    ok(
      spokenLine(
        format.of(state).asText
          ? `+CMGDA: (${KINDS.map(([name]) => `"${name}"`).join(',')})`
          : `+CMGDA: (1-${KINDS.length})`,
        'info',
      ),
    ),
  ),
];
