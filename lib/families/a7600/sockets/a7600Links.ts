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
  of,
  throwError,
  using,
} from 'rxjs';
import {
  socketAcknowledged,
  socketClose,
  socketOpen,
  socketOpenUdp,
  socketRead,
  socketSend,
  socketSendTo,
} from './a7600SocketCommands';
import {
  socketClosed,
  socketDataArrived,
  socketEnded,
  socketOpened,
  socketSent,
  socketTrouble,
} from './a7600SocketUrcs';
import { a7600LinkRecall, a7600LinkState, impliedByLink, ofLink } from './a7600LinkState';
import { a7600SocketResult, codesOf, expectDone, type SocketResult } from './a7600SocketResult';
import { a7600Stack } from './a7600Stack';
import type { LinkDialect, LinkNews, LinkWindow, SocketTarget } from '../../../dialects/socketsDialect';
import { linkWindow } from '../../simcom/sockets/linkWindow';
import { pushedNews } from '../../simcom/sockets/pushedNews';
import { beforeGiving, giveBytes } from '../../../dialects/steps/giveBytes';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { socketFailure } from '../../../dialects/steps/socketName';
import { ModemError } from '../../../grammar/errors/modemError';
import type { Command } from '../../../grammar/command';
import type { Token } from '../../../wire/token';
import { ofUrc } from '../../../../operators/ofUrc';

const MAX_BYTES = 1_500;
const CLOSE_MS = 125_000;
/** The manual's time limit of CIPSEND, and some slack. */
const SEND_MS = 125_000;
/** Local ports of UDP sockets: one for each link. */
const FIRST_UDP_PORT = 40_000;

/** The service is not open. Code 1, network failure, is what a far end that refuses looks like, too. */
const NOT_OPENED_CODE = 2;
const NAME_CODE = 11;
/** Words of `+IP ERROR` that say that the service is not open. */
const NOT_OPENED = /not opened|network/i;

/** What the codes of CIPOPEN mean for a socket (A76XX AT manual V1.09 pages 316–352). */
const notConnected = (target: SocketTarget, { code, seen }: SocketResult): ModemError => {
  if (code === NOT_OPENED_CODE || (code < 0 && NOT_OPENED.test(seen)))
    return new ModemError({ kind: 'network', step: 'socket', seen });
  return socketFailure(target, code === NAME_CODE ? 'name' : 'refused', seen);
};

const connect: LinkDialect['connect'] = (channel, link, target, { withinMs }) => {
  const { protocol, host, port } = target;
  const isUdp = protocol === 'udp';
  const command: Command = isUdp
    ? socketOpenUdp({ link, protocol: 'UDP', localPort: FIRST_UDP_PORT + link })
    : socketOpen({ link, protocol: 'TCP', host, port });
  const opened = a7600SocketResult(channel, command, {
    results: (urcs) =>
      merge(codesOf(socketOpened, ofLink(link))(urcs), isUdp ? EMPTY : impliedByLink(urcs, link)),
    withinMs,
    mayBeEarly: isUdp,
    recall: () => a7600LinkRecall('open', channel, link),
  });
  const begin = (mayClose: boolean): Observable<never> =>
    opened.pipe(
      mergeMap((result) => {
        if (result.code === 0) return EMPTY;
        // An earlier program has left the link open.
        const isTaken = result.code === IN_USE || result.code === WRONG_STATE;
        if (isTaken && mayClose)
          return concat(
            close(channel, link, false),
            defer(() => begin(false)),
          );
        return throwError(() => notConnected(target, result));
      }),
    );
  return begin(true);
};

/** The codes of a link that is open already. */
const WRONG_STATE = 4;
const IN_USE = 8;

const close: LinkDialect['close'] = (channel, link, isEnded) =>
  isEnded
    ? EMPTY
    : a7600SocketResult(channel, socketClose({ link }), {
        results: codesOf(socketClosed, ofLink(link)),
        withinMs: CLOSE_MS,
        mayBeEarly: true,
        recall: () => a7600LinkRecall('closed', channel, link),
      }).pipe(
        ignoreElements(),
        onRefusal(() => EMPTY),
      );

/** The words of an empty buffer: `+IP ERROR: No data`. */
const EMPTY_WINDOW: LinkWindow = { slices: [], leftBytes: 0 };

const read: LinkDialect['read'] = (channel, link, maxBytes) => {
  const command = socketRead({ link, size: maxBytes });
  let isEmpty = false;
  const listen = () => {
    isEmpty = false;
    return channel.urcs.pipe(ofUrc(socketTrouble)).subscribe({
      next: ({ reason }) => (isEmpty ||= /no data/i.test(reason)),
      error: () => undefined,
    });
  };
  return using(listen, () =>
    channel.send(command).pipe(
      map(({ payload, value }): LinkWindow => linkWindow(command, payload, value)),
      onRefusal((error) => (isEmpty ? of(EMPTY_WINDOW) : throwError(() => error))),
    ),
  );
};

const send: LinkDialect['send'] = (channel, link, bytes, { target, given, sentBefore }) => {
  const size = bytes.length;
  const { protocol, host, port } = target;
  const command: Command =
    protocol === 'udp' ? socketSendTo({ link, size, address: host, port }) : socketSend({ link, size });
  const results = (urcs: Observable<Token>): Observable<SocketResult> =>
    urcs.pipe(
      ofUrc(socketSent),
      filter(ofLink(link)),
      map((values) => ({ code: size - values.taken, seen: socketSent.form.write(values) })),
    );
  return a7600SocketResult(channel, command, {
    results,
    withinMs: SEND_MS,
    mayBeEarly: true,
    // A result that was lost on the line: the modem knows how many bytes it has sent.
    recall: () =>
      optionally(channel, socketAcknowledged({ link })).pipe(
        mergeMap((answer) =>
          answer?.value.sent === sentBefore + size ? of({ code: 0, seen: 'CIPACK' }) : EMPTY,
        ),
      ),
    feed: beforeGiving(giveBytes(bytes), given),
  }).pipe(expectDone(({ seen }) => socketFailure(target, 'unsent', seen)));
};

/**
 * The ten connections of the A76XX's socket service.
 *
 *     > AT+CIPOPEN=0,"TCP","example.com",80   < OK   < +CIPOPEN: 0,0
 *     > AT+CIPSEND=0,5   < >   >> hello   < OK   < +CIPSEND: 0,5,5
 *     < +CIPRXGET: 1,0   > AT+CIPRXGET=2,0,1500   < +CIPRXGET: 2,0,5,0   << world   < OK
 *     < +IPCLOSE: 0,1    or   > AT+CIPCLOSE=0   < OK   < +CIPCLOSE: 0,0
 *
 * Source: A76XX AT manual V1.09 pages 316–352.
 */
export const a7600Links: LinkDialect = {
  name: 'socket',
  links: 10,
  maxReadBytes: MAX_BYTES,
  maxWriteBytes: MAX_BYTES,
  stack: a7600Stack,
  onBearer: true,
  needsAddress: ({ protocol }) => protocol === 'udp',
  connect,
  news: ({ urcs }, link) =>
    merge(
      pushedNews(urcs, link),
      urcs.pipe(
        ofUrc(socketDataArrived),
        filter(ofLink(link)),
        map((): LinkNews => ({ kind: 'readable' })),
      ),
      urcs.pipe(
        ofUrc(socketEnded),
        filter(ofLink(link)),
        map((said): LinkNews => {
          const seen = socketEnded.form.write(said);
          return said.cause === BY_PEER ? { kind: 'closed', seen } : { kind: 'lost', seen };
        }),
      ),
    ),
  read,
  send,
  unacknowledged: (channel, link) =>
    optionally(channel, socketAcknowledged({ link })).pipe(
      map((answer) => (answer ? answer.value.sent - answer.value.acknowledged : 0)),
    ),
  state: a7600LinkState,
  close,
};

/** `+IPCLOSE: 0,1`: the far end closed the connection. */
const BY_PEER = 1;
