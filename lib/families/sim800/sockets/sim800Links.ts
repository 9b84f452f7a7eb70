import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  throwError,
} from 'rxjs';
import {
  ipAcknowledged,
  ipClose,
  ipLinkState,
  ipOpen,
  ipRead,
  ipSend,
  ipSendSizes,
  ipTls,
} from './sim800SocketCommands';
import { ipAlreadyOpen, ipClosed, ipDataArrived, ipNotOpened, ipOpened } from './sim800SocketUrcs';
import { sim800Stack } from './sim800Stack';
import type { LinkDialect, LinkNews, LinkState, SocketTarget } from '../../../dialects/socketsDialect';
import { linkWindow } from '../../simcom/sockets/linkWindow';
import { pushedNews } from '../../simcom/sockets/pushedNews';
import { beforeGiving, giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { socketFailure } from '../../../dialects/steps/socketName';
import { ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import type { Token } from '../../../wire/token';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';

const MAX_BYTES = 1_460;
/** With CIPQSEND=1 the modem answers as soon as it has the bytes; firmware without it waits for the far end. */
const SEND_MS = 60_000;

/** How a connection began: what the modem said of it. */
interface Beginning {
  readonly word: UrcDefinition<{ readonly link?: number | undefined }>;
}

const WORDS = [ipOpened, ipNotOpened, ipAlreadyOpen] as const;

/** Reads the words about one link. */
const beginningOf =
  (link: number) =>
  (urcs: Observable<Token>): Observable<Beginning> =>
    merge(
      ...WORDS.map((word) =>
        urcs.pipe(
          ofUrc(word),
          filter((said) => said.link === link),
          map((): Beginning => ({ word })),
        ),
      ),
    );

const stateOf = (channel: CommandChannel, link: number): Observable<LinkState | 'connecting'> =>
  optionally(channel, ipLinkState({ link })).pipe(
    map((answer) => {
      const state = answer?.value.state;
      if (state === undefined) return 'unknown';
      if (state === 'CONNECTED') return 'open';
      return /CONNECTING/.test(state) ? 'connecting' : 'closed';
    }),
  );

/** The setting holds for all connections that are opened after it: a plain one must not become TLS, nor the reverse. */
const secure = (channel: CommandChannel, { tls }: SocketTarget): Observable<never> => {
  if (!tls) return optionalSetting(channel, ipTls({ on: false }));
  const missing = {
    kind: 'unsupported',
    family: 'this SIM800',
    feature: 'TLS sockets (CIPSSL is refused)',
  } as const;
  channel.note('TLS without verification: this family can not check certificates');
  return inOrder(channel, ipTls({ on: true })).pipe(
    onRefusal(() => throwError(() => new ModemError(missing))),
  );
};

const connect: LinkDialect['connect'] = (channel, link, target, { withinMs, inTurn }) => {
  const { protocol, host, port } = target;
  const command = ipOpen({ link, protocol: protocol === 'udp' ? 'UDP' : 'TCP', host, port });
  const securely: CommandChannel = {
    ...channel,
    send: (sent, feed) =>
      inTurn(
        concat(
          secure(channel, target),
          defer(() => channel.send(sent, feed)),
        ),
      ),
  };
  const recall = () =>
    stateOf(channel, link).pipe(
      map((state) => {
        if (state === 'open') return { values: { word: ipOpened } };
        return state === 'connecting' ? 'running' : state === 'closed' ? 'over' : 'unknown';
      }),
    );
  const begin = (mayClose: boolean): Observable<never> =>
    lateResult<Beginning>(securely, command, { urc: beginningOf(link), withinMs, recall }).pipe(
      mergeMap(({ word }) => {
        if (word === ipOpened) return EMPTY;
        // An earlier program has left it open.
        if (word === ipAlreadyOpen && mayClose)
          return concat(
            close(channel, link, false),
            defer(() => begin(false)),
          );
        return throwError(() => socketFailure(target, 'refused', word.form.write({ link })));
      }),
    );
  return begin(true);
};

const close: LinkDialect['close'] = (channel, link, isEnded) =>
  isEnded
    ? EMPTY
    : channel.send(ipClose({ link, quick: false })).pipe(
        ignoreElements(),
        onRefusal(() => EMPTY),
      );

/**
 * The six connections of the SIM800's IP stack.
 *
 *     > AT+CIPSTART=0,"TCP","example.com",80   < OK   < 0, CONNECT OK
 *     > AT+CIPSEND=0,5   < >   >> hello   < DATA ACCEPT:0,5
 *     < +CIPRXGET: 1,0   > AT+CIPRXGET=2,0,1460   < +CIPRXGET: 2,0,5,0   << world   < OK
 *     < 0, CLOSED        or   > AT+CIPCLOSE=0,0   < 0, CLOSE OK
 *
 * Source: SIM800 AT manual V1.09 pages 221–248; TCPIP note V1.00 pages 6–29; SSL note V1.05 pages 9–13.
 */
export const sim800Links: LinkDialect = {
  name: 'socket',
  links: 6,
  maxReadBytes: MAX_BYTES,
  maxWriteBytes: MAX_BYTES,
  stack: sim800Stack,
  onBearer: false,
  connect,
  news: ({ urcs }, link) =>
    merge(
      pushedNews(urcs, link),
      urcs.pipe(
        ofUrc(ipDataArrived),
        filter((said) => said.link === link),
        map((): LinkNews => ({ kind: 'readable' })),
      ),
      urcs.pipe(
        ofUrc(ipClosed),
        filter((said) => said.link === link),
        map((said): LinkNews => ({ kind: 'closed', seen: ipClosed.form.write(said) })),
      ),
    ),
  read: (channel, link, maxBytes) => {
    const command = ipRead({ link, size: maxBytes });
    return channel.send(command).pipe(map(({ payload, value }) => linkWindow(command, payload, value)));
  },
  room: (channel, link) =>
    optionally(channel, ipSendSizes()).pipe(
      map((answer) => answer?.values.find((one) => one.link === link)?.size ?? MAX_BYTES),
    ),
  send: (channel, link, bytes, { target, given }) => {
    const command = { ...ipSend({ link, size: bytes.length }), timeoutMs: SEND_MS };
    return channel
      .send(command, beforeGiving(giveBytes(bytes), given))
      .pipe(
        mergeMap(({ value: { result, length = bytes.length }, lines }) =>
          result !== 'failed' && length === bytes.length
            ? EMPTY
            : throwError(() => socketFailure(target, 'unsent', lines.at(-1) ?? 'SEND FAIL')),
        ),
      );
  },
  unacknowledged: (channel, link) =>
    optionally(channel, ipAcknowledged({ link })).pipe(map((answer) => answer?.value.unacknowledged ?? 0)),
  state: (channel, link) =>
    stateOf(channel, link).pipe(map((state) => (state === 'connecting' ? 'unknown' : state))),
  close,
};
