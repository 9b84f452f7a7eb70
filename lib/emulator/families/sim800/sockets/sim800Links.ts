import {
  ipClosed,
  ipDataArrived,
  ipDataArrivedSingle,
  ipNotOpened,
  ipOpened,
  ipStateNow,
} from '../../../../families/sim800/sockets/sim800SocketUrcs';
import type { HandlerContext } from '../../../core/handler';
import type { ModemState } from '../../../core/state';
import { payload, spokenLine, type Utterance } from '../../../core/utterance';
import type { SocketAddress } from '../../../origins/socketOrigin';
import type { Link } from '../../../sockets/link';
import type { LinkReports } from '../../standard/sockets/runLink';
import { transparentLink } from '../../standard/sockets/transparentLink';
import { switchOf } from './sim800SocketSettings';

/** The numbers of the connections. */
export const LINKS: readonly number[] = [0, 1, 2, 3, 4, 5];

export const isMulti = ({ settings }: ModemState): boolean => settings.get('+CIPMUX') === '1';

/** Whether the only connection is carried in data mode. */
export const isTransparent = (state: ModemState): boolean => switchOf(state, '+CIPMODE') === 1;

/** Whether the IP stack has an address, so that connections can be opened. */
export const isUp = ({ ip: { state } }: ModemState): boolean =>
  !['IP INITIAL', 'IP START', 'IP GPRSACT', 'PDP DEACT'].includes(state);

/** How a line names a connection: by its number, or not at all where there is only one. */
export const named = (state: ModemState, { number }: Pick<Link, 'number'>): { readonly link?: number } =>
  isMulti(state) ? { link: number } : {};

/** The state of the IP stack in words (SIM800 AT manual V1.09 page 233). */
export const stackWords = (state: ModemState): string => {
  const only = state.sockets.links.get(0);
  if (isMulti(state) || !only) return state.ip.state;
  if (only.state === 'connected') return 'CONNECT OK';
  return `${only.protocol} ${only.state === 'connecting' ? 'CONNECTING' : 'CLOSED'}`;
};

/** What stands in front of bytes that the modem pushes, and the bytes (SIM800 TCPIP note V1.00 pages 20–23). */
const pushed = (
  state: ModemState,
  { number, protocol }: Link,
  bytes: Uint8Array,
  { address, port }: SocketAddress,
): readonly Utterance[] => {
  const showsSender = switchOf(state, '+CIPSRIP') === 1;
  if (isMulti(state)) {
    const sender = showsSender ? `,${address}:${port}` : '';
    return [spokenLine(`+RECEIVE,${number},${bytes.length}${sender}:`, 'header'), payload(bytes)];
  }
  const from = showsSender ? [spokenLine(`RECV FROM:${address}:${port}`, 'urc')] : [];
  if (switchOf(state, '+CIPHEAD') === 0) return [...from, payload(bytes)];
  const kind = switchOf(state, '+CIPSHOWTP') === 1 ? `,${protocol}` : '';
  const head: Utterance = {
    kind: 'line',
    role: 'header',
    text: `+IPD,${bytes.length}${kind}:`,
    before: '\r\n',
    after: '',
  };
  return [...from, head, payload(bytes)];
};

const arrived = (modem: HandlerContext, link: Link, bytes: Uint8Array, from: SocketAddress): void => {
  const { state } = modem;
  if (switchOf(state, '+CIPRXGET') === 0) {
    link.receivedBytes += bytes.length;
    for (const utterance of pushed(state, link, bytes, from)) modem.say(utterance);
    return;
  }
  if (!link.keep(bytes, from)) return;
  if (isMulti(state)) modem.urc(ipDataArrived, { link: link.number });
  else modem.urc(ipDataArrivedSingle, {});
};

/** How the SIM800 reports what happens to a connection: to one in data mode by `CONNECT`. */
export const linkReports = (modem: HandlerContext): LinkReports => {
  const plain = plainReports(modem);
  if (!isTransparent(modem.state)) return plain;
  return transparentLink(modem, {
    opened: (enter) => {
      modem.say(spokenLine('CONNECT', 'result'));
      enter();
    },
    failed: plain.failed,
    ended: plain.ended,
  });
};

const plainReports = (modem: HandlerContext): LinkReports => ({
  opened: (link) => modem.urc(ipOpened, named(modem.state, link), 'result'),
  failed: (link) => {
    const { state } = modem;
    state.sockets.links.delete(link.number);
    if (!isMulti(state)) {
      state.ip.state = link.protocol === 'TCP' ? 'TCP CLOSED' : 'UDP CLOSED';
      modem.urc(ipStateNow, { state: state.ip.state }, 'result');
    }
    modem.urc(ipNotOpened, named(state, link), 'result');
  },
  arrived: (link, bytes, from) => arrived(modem, link, bytes, from),
  ended: (link) => modem.urc(ipClosed, named(modem.state, link)),
});
