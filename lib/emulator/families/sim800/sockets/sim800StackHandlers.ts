import type { Observable } from 'rxjs';
import * as ip from '../../../../families/sim800/sockets/sim800SocketCommands';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { isAttached } from '../../../core/state';
import { dropSockets } from '../../../sockets/socketState';
import { isTransparent, isUp } from './sim800Links';
import { answerLine, spokenLine } from '../../../core/utterance';
import { refusedLate, takesApn } from '../../standard/takesApn';

/**
 * Bringing up the SIM800's own IP stack: SIM800 AT manual V1.09 pages 221–248.
 *
 *     IP INITIAL  CSTT →  IP START  CIICR →  IP GPRSACT  CIFSR →  IP STATUS  CIPSTART →  IP PROCESSING     CIPSHUT leads back
 */

const start = ({ state }: HandlerContext, access: { apn: string; user: string; password: string }): Reply => {
  if (state.ip.state !== 'IP INITIAL') return refused(NOT_ALLOWED);
  Object.assign(state.ip.access, access);
  state.ip.state = 'IP START';
  return ok();
};

const bringUp = (modem: HandlerContext): Reply | Observable<Reply> => {
  const { state } = modem;
  if (state.ip.state !== 'IP START' || !isAttached(state)) return refused(NOT_ALLOWED);
  if (!takesApn(modem, state.ip.access.apn)) return refusedLate(NOT_ALLOWED);
  state.ip.state = 'IP GPRSACT';
  return ok();
};

/** The address, with no result code (T800 page 8). */
const address = ({ state, family }: HandlerContext): Reply => {
  if (state.ip.state !== 'IP GPRSACT' && !isUp(state)) return refused(NOT_ALLOWED);
  if (state.ip.state === 'IP GPRSACT') state.ip.state = 'IP STATUS';
  return { ...ok(answerLine(ip.ipAddress, { address: family.identity.address })), mute: true };
};

const shut = ({ state }: HandlerContext): Reply => {
  dropSockets(state.sockets);
  state.ip.state = 'IP INITIAL';
  return { ...ok(spokenLine('SHUT OK', 'final')), mute: true };
};

export const sim800StackHandlers: readonly Handler[] = [
  handle(ip.ipShut, (_, modem) => shut(modem)),
  handle(ip.ipTask, ({ apn, user = '', password = '' }, modem) => start(modem, { apn, user, password })),
  handle(emulatedForm('+CSTT'), (_, modem) => start(modem, modem.state.ip.access)),
  handle(ip.ipTaskState, (_, { state }) => ok(answerLine(ip.ipTaskState, state.ip.access))),
  handle(ip.ipBringUp, (_, modem) => bringUp(modem)),
  handle(ip.ipAddress, (_, modem) => address(modem)),
  handle(ip.ipMultiple, ({ on }, { state }) => {
    if (state.ip.state !== 'IP INITIAL' || (on && isTransparent(state))) return refused(NOT_ALLOWED);
    state.settings.set('+CIPMUX', on ? '1' : '0');
    return ok();
  }),
  handle(ip.ipMultipleState, (_, { state }) =>
    ok(answerLine(ip.ipMultipleState, { on: state.settings.get('+CIPMUX') === '1' })),
  ),
  handle(ip.ipNameServers, () => ok()),
];
