import * as net from '../../../../families/a7600/sockets/a7600SocketCommands';
import { netClosed, netOpened, socketClosed } from '../../../../families/a7600/sockets/a7600SocketUrcs';
import { integer } from '../../../../grammar/codecs/integer';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { isAttached } from '../../../core/state';
import { answerLine, spokenLine } from '../../../core/utterance';
import { dropSockets } from '../../../sockets/socketState';
import { takesApn } from '../../standard/takesApn';
import { isTransparent, inTrouble, LINKS, refusedAs, settingOf, SETTINGS, SOCKET_CODES } from './a7600Links';

/** The socket service and its settings: A76XX AT manual V1.09 pages 316–320 and 336–350. */

const DEFAULT_MS = 120_000;
const CONTEXT = 1;

/** OK first; whether the context came up comes later. */
const open = (modem: HandlerContext): Reply => {
  const { state } = modem;
  const { sockets, contexts } = state;
  if (sockets.isOpen) return inTrouble(modem, 'Network is already opened');
  const context = contexts.get(CONTEXT);
  const isUp = isAttached(state) && takesApn(modem, context?.apn);
  if (isUp) {
    sockets.isOpen = true;
    if (context) context.active = true;
  }
  const code = isUp ? SOCKET_CODES.done : SOCKET_CODES.network;
  return { ...ok(), later: () => modem.urc(netOpened, { code }, 'result') };
};

/** UDP ports are reported before OK, TCP connections behind it. */
const close = (modem: HandlerContext): Reply => {
  const { sockets } = modem.state;
  if (!sockets.isOpen) return refusedAs(netClosed.form.write({ code: SOCKET_CODES.notOpened }));
  const links = [...sockets.links.values()].filter(({ state }) => state !== 'ended');
  const closedOf = (isTcp: boolean) =>
    links
      .filter(({ protocol }) => (protocol === 'TCP') === isTcp)
      .map(({ number }) =>
        isTcp && isTransparent(modem.state)
          ? 'CLOSED'
          : socketClosed.form.write({ link: number, code: SOCKET_CODES.done }),
      )
      .map((line) => spokenLine(line, 'urc'));
  const [first, then] = [closedOf(false), closedOf(true)];
  dropSockets(sockets);
  sockets.isOpen = false;
  return {
    ...ok(...first),
    later: () => {
      for (const line of then) modem.say(line);
      modem.urc(netClosed, { code: SOCKET_CODES.done }, 'result');
    },
  };
};

/** Settings that are stored and printed: name, what they are at start, most. */
const SWITCHES: readonly (readonly [name: string, initial: number])[] = [
  ['+CIPSENDMODE', 0],
  ['+CIPRXGET', 0],
  ['+CIPMODE', 0],
  ['+CIPHEAD', 1],
  ['+CIPSRIP', 1],
];

const switches: readonly Handler[] = SWITCHES.flatMap(([name, initial]) => [
  handle(emulatedForm(`${name}=`, { value: integer }), ({ value }, { state }) => {
    if (value < 0 || value > 1 || (name === '+CIPMODE' && state.sockets.isOpen)) return refused();
    state.settings.set(name, String(value));
    return ok();
  }),
  handle(emulatedForm(`${name}?`), (_, { state }) =>
    ok(spokenLine(`${name}: ${state.settings.get(name) ?? initial}`, 'info')),
  ),
]);

const timeouts = ['openMs', 'connectMs', 'sendMs'] as const;

/** A time limit of CIPTIMEOUT. */
export const limitOf = ({ state }: HandlerContext, name: (typeof timeouts)[number]): number =>
  Number(state.settings.get(`CIPTIMEOUT ${name}`) ?? DEFAULT_MS);

export const a7600NetHandlers: readonly Handler[] = [
  handle(net.netOpen, (_, modem) => open(modem)),
  handle(net.netOpenState, (_, { state }) =>
    ok(answerLine(net.netOpenState, { isOpen: state.sockets.isOpen })),
  ),
  handle(net.netClose, (_, modem) => close(modem)),
  handle(net.netAddress, (_, modem) =>
    modem.state.sockets.isOpen
      ? ok(answerLine(net.netAddress, { address: modem.family.identity.address }))
      : inTrouble(modem, 'Network not opened'),
  ),
  handle(net.socketTimeouts, (given, { state }) => {
    for (const name of timeouts)
      if (given[name] !== undefined) state.settings.set(`CIPTIMEOUT ${name}`, String(given[name]));
    return ok();
  }),
  handle(net.socketTimeoutsState, (_, modem) => {
    const values = timeouts.map((name) => [name, limitOf(modem, name)] as const);
    return ok(answerLine(net.socketTimeoutsState, Object.fromEntries(values) as never));
  }),
  handle(net.socketSettings, (given, { state }) => {
    for (const [name, value] of Object.entries(given))
      if (name in SETTINGS && value !== undefined)
        state.settings.set(`CIPCCFG ${name}`, String(Number(value)));
    return ok();
  }),
  handle(emulatedForm('+CIPCCFG?'), (_, { state }) => {
    const values = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).map((name) => settingOf(state, name));
    return ok(spokenLine(`+CIPCCFG: ${values.join(',')}`, 'info'));
  }),
  handle(net.socketEcho, ({ echo }, { state }) => {
    state.settings.set('DATAECHO', echo);
    return ok();
  }),
  handle(net.socketOpenFlags, (_, { state: { sockets } }) => {
    const flags = LINKS.map(
      (number) => [`link${number}`, sockets.links.get(number)?.state === 'connected'] as const,
    );
    return ok(answerLine(net.socketOpenFlags, Object.fromEntries(flags) as never));
  }),
  ...switches,
];
