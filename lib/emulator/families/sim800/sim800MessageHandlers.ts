import {
  messageSettingsRestore,
  messageSettingsRestoreFrom,
  messageSettingsSave,
  messageSettingsSaveAs,
} from '../../../families/standard/messages/messageServiceCommands';
import { messageDeleteAll } from '../../../families/sim800/device/sim800MessageCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { spokenLine } from '../../core/utterance';
import { format } from '../standard/messages/messageSettings';
import { deleteMessages, storeFor } from '../standard/messages/messageStorage';

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

/** What AT+CSAS saves besides the service centre, which the SIM keeps (27.005 § 3.3.5). */
const SAVED = ['+CSMP', '+CSCB'];
const MAX_PROFILE = 3;

const save = ({ state, saved }: HandlerContext, profile: number): Reply => {
  if (profile < 0 || profile > MAX_PROFILE) return refused();
  const values = SAVED.map((name) => [name, state.settings.get(name)]);
  saved.set(`+CSAS ${profile}`, JSON.stringify(values));
  return ok();
};

const restore = ({ state, saved }: HandlerContext, profile: number): Reply => {
  if (profile < 0 || profile > MAX_PROFILE) return refused();
  const stored = saved.get(`+CSAS ${profile}`) ?? '[]';
  for (const [name, value] of JSON.parse(stored) as readonly (readonly [string, string | null])[]) {
    if (value === null) state.settings.delete(name);
    else state.settings.set(name, value);
  }
  return ok();
};

const savingHandlers: readonly Handler[] = [
  handle(messageSettingsSave, (_, modem) => save(modem, 0)),
  handle(messageSettingsSaveAs, ({ profile }, modem) => save(modem, profile)),
  handle(messageSettingsRestore, (_, modem) => restore(modem, 0)),
  handle(messageSettingsRestoreFrom, ({ profile }, modem) => restore(modem, profile)),
];

export const sim800MessageHandlers: readonly Handler[] = [
  ...savingHandlers,
  handle(messageDeleteAll, ({ which }, modem) => {
    const { asText } = format.of(modem.state);
    const isWanted = ([name]: (typeof KINDS)[number], at: number): boolean =>
      asText ? name === which.toUpperCase() : String(at + 1) === which;
    const [, states] = KINDS.find(isWanted) ?? [];
    if (!states) return refused();
    deleteMessages(modem, storeFor(modem), ({ state }) => states.includes(state));
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
