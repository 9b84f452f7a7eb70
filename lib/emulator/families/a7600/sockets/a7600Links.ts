import {
  socketDataArrived,
  socketEnded,
  socketOpened,
} from '../../../../families/a7600/sockets/a7600SocketUrcs';
import type { HandlerContext } from '../../../core/handler';
import { refused, type Reply } from '../../../core/reply';
import type { ModemState } from '../../../core/state';
import { payload, spokenLine, type Utterance } from '../../../core/utterance';
import type { SocketAddress, SocketFailureKind } from '../../../origins/socketOrigin';
import type { Link } from '../../../sockets/link';
import type { LinkReports } from '../../standard/sockets/runLink';

/** The numbers of the connections. */
export const LINKS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Result codes of the sockets (A76XX AT manual V1.09 pages 351–352). */
export const SOCKET_CODES = {
  done: 0,
  network: 1,
  notOpened: 2,
  parameter: 3,
  unsupported: 4,
  busy: 8,
  alreadyOpen: 9,
  timeout: 10,
  dns: 11,
} as const;

const FAILURES: Readonly<Record<SocketFailureKind, number>> = {
  dns: SOCKET_CODES.dns,
  refused: SOCKET_CODES.network,
  network: SOCKET_CODES.network,
  timeout: SOCKET_CODES.timeout,
  tls: SOCKET_CODES.network,
  reset: SOCKET_CODES.network,
};

/** Texts of `+IP ERROR`, and the numbers that stand there after `CIPCCFG` chose them (pages 351–352). */
const TROUBLES = {
  'Network is already opened': 0,
  'Network not opened': 2,
  'Invalid parameter': 3,
  'Operation not supported': 4,
  'No data': 15,
} as const;

export type Trouble = keyof typeof TROUBLES;

/** The fields of `CIPCCFG` at start: two have an effect, texts or numbers of errors and the header of pushed data. */
export const SETTINGS = {
  ...{ retries: 10, delayMs: 0, acknowledges: 0, errorsAsText: 1, dataHeader: 0 },
  ...{ isAsynchronous: 0, minRetransmissionMs: 500 },
} as const;

export const settingOf = ({ settings }: ModemState, name: keyof typeof SETTINGS): number =>
  Number(settings.get(`CIPCCFG ${name}`) ?? SETTINGS[name]);

/** Whether connection 0 is carried in data mode: `CIPMODE=1` before `NETOPEN`. */
export const isTransparent = ({ settings }: ModemState): boolean => settings.get('+CIPMODE') === '1';

/** Refuses with `+IP ERROR`. */
export const inTrouble = ({ state }: HandlerContext, trouble: Trouble): Reply => {
  const reason = settingOf(state, 'errorsAsText') === 1 ? trouble : TROUBLES[trouble];
  return { ...refused(), said: [spokenLine(`+IP ERROR: ${reason}`, 'urc')] };
};

/** Refuses with a line of the command's own. */
export const refusedAs = (line: string): Reply => ({ ...refused(), said: [spokenLine(line, 'urc')] });

/** What stands in front of bytes that the modem pushes, and the bytes (A76XX AT manual V1.09 pages 331–334). */
const pushed = (
  state: ModemState,
  { number }: Link,
  bytes: Uint8Array,
  { address, port }: SocketAddress,
): readonly Utterance[] => {
  const sender = spokenLine(`RECV FROM:${address}:${port}`, 'urc');
  const head =
    settingOf(state, 'dataHeader') === 1 ? `+RECEIVE,${number},${bytes.length}` : `+IPD${bytes.length}`;
  const header: Utterance = { kind: 'line', role: 'header', text: head, before: '', after: '\r\n' };
  return [sender, header, payload(bytes)];
};

const arrived = (modem: HandlerContext, link: Link, bytes: Uint8Array, from: SocketAddress): void => {
  const { state } = modem;
  if (state.settings.get('+CIPRXGET') === '1') {
    if (link.keep(bytes, from)) modem.urc(socketDataArrived, { link: link.number });
    return;
  }
  link.receivedBytes += bytes.length;
  for (const utterance of pushed(state, link, bytes, from)) modem.say(utterance);
};

/** How an A76XX reports what happens to a connection. */
export const linkReports = (modem: HandlerContext): LinkReports => ({
  opened: ({ number }) => modem.urc(socketOpened, { link: number, code: SOCKET_CODES.done }, 'result'),
  failed: ({ number }, kind) => {
    modem.state.sockets.links.delete(number);
    modem.urc(socketOpened, { link: number, code: FAILURES[kind] }, 'result');
  },
  arrived: (link, bytes, from) => arrived(modem, link, bytes, from),
  ended: ({ number }) => modem.urc(socketEnded, { link: number, cause: BY_PEER }),
});

const BY_PEER = 1;
