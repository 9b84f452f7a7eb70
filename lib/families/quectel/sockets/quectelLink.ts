import {
  catchError,
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
} from 'rxjs';
import type { BearerDialect } from '../../../dialects/bearerDialect';
import type { LinkDialect, LinkNews, LinkState, SocketTarget } from '../../../dialects/socketsDialect';
import { beforeGiving, giveBytes } from '../../../dialects/steps/giveBytes';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import { socketFailure } from '../../../dialects/steps/socketName';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import type { SocketProblem } from '../../../grammar/errors/reason';
import type { UrcDefinition } from '../../../grammar/urc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import { quectelBearer } from '../network/quectelBearer';
import { quectelSendEcho } from './quectelSocketCommands';

/** What plain and TLS sockets of Quectel's modems spell differently. */
export interface QuectelSpelling {
  /** The command that opens a link. */
  readonly open: (link: number, target: SocketTarget) => Command;
  readonly opened: UrcDefinition<{ readonly link: number; readonly code: number }>;
  readonly send: (link: number, size: number) => Command;
  /** How many bytes were sent over a link, where the modem can be asked. */
  readonly sent?: (channel: CommandChannel, link: number) => Observable<number | undefined>;
  readonly state: (link: number) => Command<{ readonly link: number; readonly state: number | undefined }>;
  readonly close: (link: number) => Command;
  readonly arrived: UrcDefinition<{ readonly link: number }>;
  readonly ended: UrcDefinition<{ readonly link: number }>;
}

/** Codes of QIOPEN and QSSLOPEN (BG96 TCP/IP manual V1.0 pages 41–42). */
const IN_USE = 563;
const DNS = new Set([564, 565]);
const NETWORK = new Set([561, 562, 570, 573]);
/** Whether a code says that the context carries nothing. */
export const isNoNetwork = (code: number): boolean => NETWORK.has(code);
const CONNECT = 566;

const OPENING = 1;
const CLOSING = 4;

/** The parts of a link that are the same for plain and TLS sockets. */
export const quectelLink = (
  spelling: QuectelSpelling,
): Pick<LinkDialect, 'connect' | 'news' | 'send' | 'state' | 'close'> => ({
  connect: (channel, link, target, { withinMs }) =>
    connected({ channel, link, target, spelling, withinMs }, true),
  news: (channel, link) => newsOf(channel, link, spelling),
  send: sendOf(spelling),
  state: (channel, link) =>
    stateOf(channel, link, spelling).pipe(map((state) => (state === 'opening' ? 'unknown' : state))),
  close: (channel, link) => closed(channel, link, spelling),
});

const stateOf = (
  channel: CommandChannel,
  link: number,
  spelling: QuectelSpelling,
): Observable<LinkState | 'opening'> =>
  optionally(channel, spelling.state(link)).pipe(
    map((answer) => {
      if (!answer) return 'unknown';
      const found = answer.values.find((one) => one.link === link);
      const state = found?.state;
      if (found && state === undefined) return 'unknown';
      if (state === OPENING) return 'opening';
      return state === undefined || state === CLOSING ? 'closed' : 'open';
    }),
  );

const closed = (channel: CommandChannel, link: number, spelling: QuectelSpelling): Observable<never> =>
  defer(() => channel.send(spelling.close(link))).pipe(
    ignoreElements(),
    onRefusal(() => EMPTY),
  );

/** A link that is to be opened. */
interface Opening {
  readonly channel: CommandChannel;
  readonly link: number;
  readonly target: SocketTarget;
  readonly spelling: QuectelSpelling;
  readonly withinMs: number;
}

const connected = (opening: Opening, mayClose: boolean): Observable<never> => {
  const { channel, link, target, spelling, withinMs } = opening;
  const recall = () =>
    stateOf(channel, link, spelling).pipe(
      map((state) => {
        if (state === 'open') return { values: { link, code: 0 } };
        return state === 'opening' ? 'running' : state === 'closed' ? 'over' : 'unknown';
      }),
    );
  return lateResult(channel, spelling.open(link, target), {
    ...{ urc: spelling.opened, withinMs, recall },
    fits: (said) => said.link === link,
  }).pipe(
    mergeMap((said) => {
      if (said.code === 0) return EMPTY;
      // An earlier program has left it open. A link that could not be opened has to be closed, too.
      const again = said.code === IN_USE && mayClose;
      const next = again
        ? connected(opening, false)
        : throwError(() => notConnected(target, said.code, spelling));
      return concat(
        closed(channel, link, spelling),
        defer(() => next),
      );
    }),
  );
};

const notConnected = (target: SocketTarget, code: number, { opened }: QuectelSpelling): ModemError => {
  const seen = `${opened.name}: ${code}`;
  if (isNoNetwork(code)) return new ModemError({ kind: 'network', step: 'socket', seen });
  const problem: SocketProblem = DNS.has(code)
    ? 'name'
    : target.tls && code === CONNECT
      ? 'handshake'
      : 'refused';
  return socketFailure(target, problem, seen);
};

const newsOf = (
  { urcs }: CommandChannel,
  link: number,
  { arrived, ended }: QuectelSpelling,
): Observable<LinkNews> => {
  const isOwn = (said: { readonly link: number }): boolean => said.link === link;
  return merge(
    urcs.pipe(
      ofUrc(arrived),
      filter(isOwn),
      map((): LinkNews => ({ kind: 'readable' })),
    ),
    urcs.pipe(
      ofUrc(ended),
      filter(isOwn),
      map((said): LinkNews => ({ kind: 'closed', seen: ended.form.write(said) })),
    ),
  );
};

/** Behind SEND FAIL the modem is asked whether it has taken the bytes: mostly its buffer was full. */
const sendOf =
  ({ send, sent }: QuectelSpelling): LinkDialect['send'] =>
  (channel, link, bytes, { target, given, sentBefore, notTaken }) => {
    const command = send(link, bytes.length);
    return channel.send(command, beforeGiving(giveBytes(bytes), given)).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        if (!(error instanceof ModemError) || error.reason.kind !== 'ended') return throwError(() => error);
        const { result } = error.reason;
        return (sent?.(channel, link) ?? of(undefined)).pipe(
          mergeMap((total) => {
            if (total === sentBefore + bytes.length) return EMPTY;
            if (total === sentBefore) notTaken();
            return throwError(() => (total === sentBefore ? error : socketFailure(target, 'unsent', result)));
          }),
        );
      }),
    );
  };

/** Links ride on the PDP context itself: only the echo of what they send is turned off. */
export const quectelStack: BearerDialect = {
  open: (channel) => optionalSetting(channel, quectelSendEcho({ on: false })),
  close: () => EMPTY,
  lost: quectelBearer.lost,
};
