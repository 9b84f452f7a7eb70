import type { Observable } from 'rxjs';
import * as ip from '../../../../families/sim800/sockets/sim800SocketCommands';
import {
  ipAlreadyOpen,
  ipLinkStateNow,
  ipServerStateNow,
} from '../../../../families/sim800/sockets/sim800SocketUrcs';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { isAttached, type ModemState } from '../../../core/state';
import { answerLine, spokenLine } from '../../../core/utterance';
import type { Link } from '../../../sockets/link';
import { runTcp, runUdp } from '../../standard/sockets/runLink';
import { refusedLate, takesApn } from '../../standard/takesApn';
import { verifiesServers } from '../sim800TlsHandlers';
import { isMulti, isTransparent, isUp, LINKS, linkReports, named, stackWords } from './sim800Links';
import { switchOf } from './sim800SocketSettings';

/** Opening and closing connections, and their states: SIM800 AT manual V1.09 pages 223–235. */

interface Target {
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly host: string;
  readonly port: number;
}

/** Time limits of CIPSTART with one connection and with several. */
const SINGLE_MS = 160_000;
const MULTI_MS = 75_000;

const connect = (modem: HandlerContext, { number, protocol, host, port }: Target): void => {
  const { state, sockets } = modem;
  const start = { number, protocol, host, port };
  const reports = linkReports(modem);
  const limitMs = isMulti(state) ? MULTI_MS : SINGLE_MS;
  const tls =
    switchOf(state, '+CIPSSL') === 1 ? { tls: { verifies: verifiesServers(state), namesServer: false } } : {};
  if (isMulti(state)) state.ip.state = 'IP PROCESSING';
  const { links } = state.sockets;
  if (protocol === 'UDP') runUdp(modem, start, 0, { links, reports });
  else runTcp(modem, start, sockets.connect({ host, port, ...tls }), { links, limitMs, reports });
};

const open = (modem: HandlerContext, target: Target): Reply | Observable<Reply> => {
  const { state } = modem;
  // One connection brings the stack up by itself (page 223).
  if (!isMulti(state) && state.ip.state === 'IP INITIAL') {
    if (!isAttached(state)) return refused(NOT_ALLOWED);
    if (!takesApn(modem, state.ip.access.apn)) return refusedLate(NOT_ALLOWED);
    state.ip.state = 'IP STATUS';
  }
  // The channels of the multiplexer have no data mode here.
  if (!isUp(state) || (isTransparent(state) && modem.channel !== undefined)) return refused(NOT_ALLOWED);
  const before = state.sockets.links.get(target.number);
  if (before && before.state !== 'ended')
    return { ...ok(), later: () => modem.urc(ipAlreadyOpen, named(state, before), 'result') };
  return { ...ok(), later: () => connect(modem, target) };
};

const close = ({ state }: HandlerContext, number: number): Reply => {
  const link = state.sockets.links.get(number);
  if (!link || (link.state === 'ended' && link.unread === 0)) return refused(NOT_ALLOWED);
  link.running?.unsubscribe();
  state.sockets.links.delete(number);
  if (!isMulti(state)) state.ip.state = link.protocol === 'TCP' ? 'TCP CLOSED' : 'UDP CLOSED';
  return { ...ok(answerLine(ip.ipClose, named(state, { number }), 'final')), mute: true };
};

const WORDS = { connecting: 'CONNECTING', connected: 'CONNECTED', ended: 'CLOSED' } as const;

const linkValues = (state: ModemState, number: number) => {
  const link = state.sockets.links.get(number);
  if (!link) return { link: number, protocol: '', address: '', port: '', state: 'INITIAL' };
  const { protocol, remote } = link;
  return {
    ...{ link: number, bearer: 0, protocol, address: remote.address, port: String(remote.port) },
    state: WORDS[link.state],
  };
};

/** OK first, then the states (page 233). */
const status = ({ state }: HandlerContext): Reply => {
  const servers = [...state.sockets.servers].map(([server, { port }]) =>
    ipServerStateNow.form.write({ server, bearer: 0, port: String(port), state: 'LISTENING' }),
  );
  const links = LINKS.map((number) => ipLinkStateNow.form.write(linkValues(state, number)));
  const more = isMulti(state) ? [...servers, ...links] : [];
  return {
    ...ok(),
    stream: [
      answerLine(ip.ipState, { state: stackWords(state) }),
      ...more.map((line) => spokenLine(line, 'info')),
    ],
  };
};

const acknowledged = (link: Link | undefined): Reply => {
  if (!link) return refused(NOT_ALLOWED);
  const { sentBytes: sent, acknowledgedBytes } = link;
  const values = { sent, acknowledged: acknowledgedBytes, unacknowledged: sent - acknowledgedBytes };
  return ok(answerLine(ip.ipAcknowledged, values));
};

export const sim800LinkHandlers: readonly Handler[] = [
  handle(ip.ipOpen, ({ link, ...to }, modem) =>
    isMulti(modem.state) ? open(modem, { number: link, ...to }) : refused(NOT_ALLOWED),
  ),
  handle(ip.ipOpenSingle, (to, modem) =>
    isMulti(modem.state) ? refused(NOT_ALLOWED) : open(modem, { number: 0, ...to }),
  ),
  // With one connection the first number says whether it is closed quickly.
  handle(ip.ipClose, ({ link }, modem) => close(modem, isMulti(modem.state) ? link : 0)),
  handle(ip.ipCloseSingle, (_, modem) => (isMulti(modem.state) ? refused(NOT_ALLOWED) : close(modem, 0))),
  handle(ip.ipState, (_, modem) => status(modem)),
  handle(ip.ipLinkState, ({ link }, { state }) =>
    isMulti(state) ? ok(answerLine(ip.ipLinkState, linkValues(state, link))) : refused(NOT_ALLOWED),
  ),
  handle(ip.ipAcknowledged, ({ link }, { state }) => acknowledged(state.sockets.links.get(link))),
  handle(ip.ipAcknowledgedSingle, (_, { state }) =>
    isMulti(state) ? refused(NOT_ALLOWED) : acknowledged(state.sockets.links.get(0)),
  ),
];
