import type { Observable } from 'rxjs';
import * as ip from '../../../families/sim800/sockets/sim800SocketCommands';
import { integer } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';
import { answerLine, spokenLine } from '../../core/utterance';
import { refusedLate, takesApn } from '../standard/takesApn';

/**
 * The SIM800's own IP stack, as far as its bring-up: SIM800 AT manual V1.09 pages 221–248.
 *
 *     IP INITIAL  CSTT →  IP START  CIICR →  IP GPRSACT  CIFSR →  IP STATUS        CIPSHUT leads back
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
  if (state.ip.state !== 'IP GPRSACT' && state.ip.state !== 'IP STATUS') return refused(NOT_ALLOWED);
  state.ip.state = 'IP STATUS';
  return { ...ok(answerLine(ip.ipAddress, { address: family.identity.address })), mute: true };
};

const shut = ({ state }: HandlerContext): Reply => {
  state.ip.state = 'IP INITIAL';
  return { ...ok(spokenLine('SHUT OK', 'final')), mute: true };
};

/** Switches of the stack that are stored and printed, and have no effect before a connection is open. */
const SWITCHES: readonly (readonly [name: string, initial: number, max: number])[] = [
  ['+CIPMODE', 0, 1],
  ['+CIPQSEND', 0, 1],
  ['+CIPHEAD', 0, 1],
  ['+CIPSRIP', 0, 1],
  ['+CIPSHOWTP', 0, 1],
  ['+CIPSPRT', 1, 2],
  ['+CIPRXGET', 0, 1],
];

const switches: readonly Handler[] = SWITCHES.flatMap(([name, initial, max]) => [
  handle(emulatedForm(`${name}=`, { value: integer }), ({ value }, { state }) => {
    if (value < 0 || value > max) return refused();
    state.settings.set(name, String(value));
    return ok();
  }),
  handle(emulatedForm(`${name}?`), (_, { state }) =>
    ok(spokenLine(`${name}: ${state.settings.get(name) ?? initial}`, 'info')),
  ),
]);

/** Answers to `=?` of the stack's commands. */
export const sim800IpTests = {
  '+CSTT': ['+CSTT: "APN","USER","PWD"'],
  '+CIPMUX': ['+CIPMUX: (0,1)'],
  ...Object.fromEntries(SWITCHES.map(([name, , max]) => [name, [`${name}: (${max === 1 ? '0,1' : '0-2'})`]])),
};

export const sim800IpHandlers: readonly Handler[] = [
  handle(ip.ipShut, (_, modem) => shut(modem)),
  handle(ip.ipTask, ({ apn, user = '', password = '' }, modem) => start(modem, { apn, user, password })),
  handle(emulatedForm('+CSTT'), (_, modem) => start(modem, modem.state.ip.access)),
  handle(ip.ipTaskState, (_, { state }) => ok(answerLine(ip.ipTaskState, state.ip.access))),
  handle(ip.ipBringUp, (_, modem) => bringUp(modem)),
  handle(ip.ipAddress, (_, modem) => address(modem)),
  handle(ip.ipState, (_, { state }) => ({
    ...ok(),
    stream: [answerLine(ip.ipState, { state: state.ip.state })],
  })),
  handle(ip.ipMultiple, ({ on }, { state }) => {
    if (state.ip.state !== 'IP INITIAL') return refused(NOT_ALLOWED);
    state.settings.set('+CIPMUX', on ? '1' : '0');
    return ok();
  }),
  handle(ip.ipMultipleState, (_, { state }) =>
    ok(answerLine(ip.ipMultipleState, { on: state.settings.get('+CIPMUX') === '1' })),
  ),
  handle(emulatedForm('+CDNSCFG=', { first: text, second: optional(text) }), () => ok()),
  ...switches,
];
