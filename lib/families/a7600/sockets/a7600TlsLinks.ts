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
} from 'rxjs';
import {
  tlsSocketClose,
  tlsSocketClosed,
  tlsSocketContext,
  tlsSocketDataArrived,
  tlsSocketOpen,
  tlsSocketOpened,
  tlsSocketPeerClosed,
  tlsSocketPeers,
  tlsSocketRead,
  tlsSocketReceiveFailed,
  tlsSocketSend,
  tlsSocketSent,
  tlsSocketsLost,
  tlsSocketSettings,
  tlsSocketStart,
  tlsSocketStarted,
  tlsSocketStop,
  tlsSocketStopped,
  tlsSocketUnread,
} from './a7600TlsSocketCommands';
import {
  a7600ServiceEnded,
  a7600SocketResult,
  codesOf,
  expectDone,
  type SocketResult,
} from './a7600SocketResult';
import { a7600TlsContext } from '../http/a7600Tls';
import type { BearerDialect } from '../../../dialects/bearerDialect';
import type { LinkDialect, LinkNews, SocketTarget } from '../../../dialects/socketsDialect';
import { pushedNews } from '../../simcom/sockets/pushedNews';
import { beforeGiving, giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { startAgain } from '../../../dialects/steps/startService';
import { socketFailure } from '../../../dialects/steps/socketName';
import { unreadWindow } from '../../../dialects/steps/unreadWindow';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ModemError } from '../../../grammar/errors/modemError';
import type { SocketProblem } from '../../../grammar/errors/reason';
import { ofUrc } from '../../../../operators/ofUrc';

const MAX_BYTES = 2_048;
const NETWORK_MS = 125_000;
const CLOSE_MS = 30_000;
/** The TLS contexts of sockets, one for each link: HTTPS and FTPS use context 0, and must not change that of an open socket. */
const FIRST_CONTEXT = 8;

/** Which results belong to a link. */
const ofLink =
  (link: number) =>
  <V extends { readonly session: number }>({ session }: V): boolean =>
    session === link;

const failed = ({ seen }: SocketResult): ModemError =>
  new ModemError({ kind: 'network', step: 'TLS socket service', seen });

const end = (channel: CommandChannel): Observable<never> =>
  a7600ServiceEnded(channel, tlsSocketStop(), { results: codesOf(tlsSocketStopped), withinMs: CLOSE_MS });

/**
 * The A76XX's service for TLS sockets: what is received waits in the modem, and each send reports its result.
 *
 *     > AT+CCHSET=1,1   > AT+CCHSTART   < OK   < +CCHSTART: 0
 *
 * The settings are refused while the service runs, which shows that it does. Source: A76XX AT manual V1.09 pages 431–447.
 */
const a7600TlsStack: BearerDialect = {
  finishesOpening: true,
  open: (channel, _, isInUse = false) => {
    const begin = defer(() =>
      concat(
        inOrder(channel, tlsSocketSettings({ reportsSend: true, manual: true })),
        a7600SocketResult(channel, tlsSocketStart(), {
          results: codesOf(tlsSocketStarted),
          withinMs: NETWORK_MS,
          mayBeEarly: true,
          // The result may be lost on the line. Only a running service answers the question for unread bytes.
          recall: () =>
            optionally(channel, tlsSocketUnread()).pipe(
              mergeMap((answer) => (answer ? of({ code: 0, seen: 'CCHRECV?' }) : EMPTY)),
            ),
        }).pipe(expectDone(failed)),
      ),
    );
    const again = { service: 'TLS socket', start: begin, end: end(channel) };
    // A service that runs refuses its settings. How many bytes are unread it says only where it runs as this library sets it.
    return begin.pipe(
      onRefusal(() =>
        optionally(channel, tlsSocketUnread()).pipe(
          mergeMap((answer) => (answer || isInUse ? EMPTY : startAgain(channel, again))),
        ),
      ),
    );
  },
  close: (channel) => end(channel).pipe(onRefusal(() => EMPTY)),
  lost: ({ urcs }) =>
    urcs.pipe(
      ofUrc(tlsSocketsLost),
      map(() => '+CCH: CCH STOP'),
    ),
};

/** What the codes of CCHOPEN mean (A76XX AT manual V1.09 page 446). */
const PROBLEMS: Readonly<Record<number, SocketProblem>> = {
  13: 'name',
  14: 'refused',
  15: 'handshake',
  19: 'handshake',
};
const NETWORK_CODES = new Set([9, 17]);

const notConnected = (target: SocketTarget, { code, seen }: SocketResult): ModemError =>
  NETWORK_CODES.has(code)
    ? new ModemError({ kind: 'network', step: 'TLS socket', seen })
    : socketFailure(target, PROBLEMS[code] ?? 'refused', seen);

/** Asks about an open or a close whose result does not come: emits a result if the link is in the wanted state, otherwise nothing. */
const recallLink = (
  wanted: 'open' | 'closed',
  channel: CommandChannel,
  link: number,
): Observable<SocketResult> =>
  optionally(channel, tlsSocketPeers()).pipe(
    mergeMap((answer) => {
      const peer = answer?.values.find(({ session }) => session === link);
      const state = peer?.host === '' ? 'closed' : 'open';
      return peer && state === wanted ? of({ code: 0, seen: 'CCHOPEN?' }) : EMPTY;
    }),
  );

const connect: LinkDialect['connect'] = (channel, link, target, { withinMs }) => {
  const { host, port, tls = {} } = target;
  const context = tls.context ?? FIRST_CONTEXT + link;
  return concat(
    a7600TlsContext(channel, { ...tls, context }, 'TLS socket'),
    inOrder(channel, tlsSocketContext({ session: link, context })),
    a7600SocketResult(channel, tlsSocketOpen({ session: link, host, port, client: 'tls' }), {
      results: codesOf(tlsSocketOpened, ofLink(link)),
      withinMs,
      recall: () => recallLink('open', channel, link),
    }).pipe(expectDone((result) => notConnected(target, result))),
  );
};

const read: LinkDialect['read'] = (channel, link, maxBytes) =>
  unreadWindow(channel, {
    unread: optionally(channel, tlsSocketUnread()).pipe(
      map((answer) => (link === 0 ? answer?.value.first : answer?.value.second)),
    ),
    maxBytes,
    read: (size) => tlsSocketRead({ session: link, size }),
    // The manual does not say whether `RECV EVENT` comes again while the buffer holds bytes.
    readsUntilEmpty: true,
  });

const send: LinkDialect['send'] = (channel, link, bytes, { target, given }) =>
  a7600SocketResult(channel, tlsSocketSend({ session: link, size: bytes.length }), {
    results: codesOf(tlsSocketSent, ofLink(link)),
    withinMs: NETWORK_MS,
    mayBeEarly: true,
    feed: beforeGiving(giveBytes(bytes), given),
  }).pipe(expectDone(({ seen }) => socketFailure(target, 'unsent', seen)));

/**
 * The two TLS connections of the A76XX.
 *
 *     > AT+CSSLCFG="authmode",8,1   > AT+CCHSSLCFG=0,8   > AT+CCHOPEN=0,"example.com",443,2   < OK   < +CCHOPEN: 0,0
 *     > AT+CCHSEND=0,5   < >   >> hello   < OK   < +CCHSEND: 0,0
 *     < +CCHEVENT: 0,RECV EVENT   > AT+CCHRECV?   < +CCHRECV: LEN,5,0   > AT+CCHRECV=0,5   < OK   < +CCHRECV: DATA,0,5   << world   < +CCHRECV: 0,0
 *
 * Source: A76XX AT manual V1.09 pages 422–447; SSL note V1.02.
 */
export const a7600TlsLinks: LinkDialect = {
  name: 'TLS socket',
  links: 2,
  maxReadBytes: MAX_BYTES,
  maxWriteBytes: MAX_BYTES,
  stack: a7600TlsStack,
  onBearer: true,
  connect,
  news: ({ urcs }, link) => {
    const isOwn = ofLink(link);
    return merge(
      pushedNews(urcs, link),
      urcs.pipe(
        ofUrc(tlsSocketDataArrived),
        filter(isOwn),
        map((): LinkNews => ({ kind: 'readable' })),
      ),
      urcs.pipe(
        ofUrc(tlsSocketPeerClosed),
        filter(isOwn),
        map((said): LinkNews => ({ kind: 'closed', seen: tlsSocketPeerClosed.form.write(said) })),
      ),
      urcs.pipe(
        ofUrc(tlsSocketReceiveFailed),
        filter(isOwn),
        map((said): LinkNews => ({ kind: 'lost', seen: tlsSocketReceiveFailed.form.write(said) })),
      ),
    );
  },
  read,
  send,
  state: (channel) => optionally(channel, tlsSocketUnread()).pipe(map(() => 'unknown' as const)),
  close: (channel, link) =>
    a7600SocketResult(channel, tlsSocketClose({ session: link }), {
      results: codesOf(tlsSocketClosed, ofLink(link)),
      withinMs: CLOSE_MS,
      mayBeEarly: true,
      recall: () => recallLink('closed', channel, link),
    }).pipe(
      ignoreElements(),
      onRefusal(() => EMPTY),
    ),
};
