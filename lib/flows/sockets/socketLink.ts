import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  Subject,
  tap,
  throwError,
} from 'rxjs';
import type { ConnectTurn, LinkNews, SocketTarget } from '../../dialects/socketsDialect';
import { socketFailure, socketName } from '../../dialects/steps/socketName';
import { ModemError } from '../../grammar/errors/modemError';
import { bracket } from '../../../operators/bracket';
import { failWith } from '../../../operators/failWith';
import type { Work } from '../../../operators/work';
import { lostStack, type Reopening } from './onStack';
import { type LinkFacts, linkWindows, type ReadLink, replacedError } from './linkWindows';
import { linkReader, type LinkReader } from './linkReader';
import type { LinkReplaced } from './linkTable';
import { longSilences } from './longSilences';
import { linkWriter, type LinkWriter, withDoubt } from './linkWriter';
import { acknowledged, pieceSender, type SendingLink } from './pieceSender';
import type { SocketPort } from './socketPort';

/** One socket's link, and how it is connected. */
export interface SocketLink extends SendingLink, ReadLink {
  /** How long connecting may take, in milliseconds. */
  readonly connectMs: number;
  /** Who must have the bytes of a write before it completes. */
  readonly confirm: 'modem' | 'peer';
  readonly inTurn: ConnectTurn;
  /** Connects; opens the stack anew where it looks open and is not. Default: the dialect's own connecting. */
  readonly connecting: Reopening;
  /** Fails when the network takes the bearer away. */
  readonly lost: Observable<never>;
  /** True where the modem connected it: a client of a port that it listens on. */
  readonly isConnected?: boolean;
  /** What happens to the link by itself. */
  readonly news: Observable<LinkEvent>;
}

/** What happens to a link by itself. */
export type LinkEvent = LinkNews | LinkReplaced;

/** The two halves of a socket while its link is in use. */
interface Halves extends LinkFacts {
  readonly reader: LinkReader;
  readonly writer: LinkWriter;
  /** Whether the link must be closed: it was connected, or may have been. */
  mustClose: boolean;
  /** Why nothing can be sent since then. */
  endedBy?: ModemError;
  /** Replays that the link went to another client. */
  readonly replaced: ReplaySubject<LinkReplaced>;
}

/**
 * One socket as work on a modem: connects, emits the port, closes the link.
 *
 *     connect   --c                       > AT+CIPSTART=0,"TCP","h",80   < OK   < 0, CONNECT OK
 *     port        p
 *     far end     ----------c             < 0, CLOSED: what came before is still read
 *     result    --p------------|          or, where the reader leaves first:   > AT+CIPCLOSE=0   < 0, CLOSE OK
 *
 * Completes when the far end has closed the connection and all bytes were read. Fails with `socket` where it can't be connected
 * or is lost, `network` where the bearer is lost, and with `reset` and `closed` as the channel does.
 */
export const socketLink = (given: SocketLink): Work<SocketPort> =>
  bracket(
    defer(() => of(halvesOf(given))),
    (halves) => use(given, halves),
    (halves) => close(given, halves),
  );

const halvesOf = (given: SocketLink): Halves => {
  const replaced = new ReplaySubject<LinkReplaced>(1);
  const halves: Halves = {
    reader: linkReader(linkWindows(given, () => halves)),
    writer: linkWriter(
      pieceSender({ ...given, replaced, endedBy: () => halves.endedBy }),
      given.confirm === 'peer' ? acknowledged(given) : EMPTY,
    ),
    mustClose: given.isConnected === true,
    isEnded: false,
    isDoubtful: false,
    isOwed: false,
    stirred: new Subject(),
    replaced,
  };
  return halves;
};

const use = (given: SocketLink, halves: Halves): Observable<SocketPort> => {
  const { channel, target } = given;
  const { reader, writer } = halves;
  const doubt = (): void => {
    // Behind the end there is no news to be lost: what is left is read until a window is empty.
    if (halves.isEnded) return;
    halves.isDoubtful = true;
    reader.report('readable');
  };
  const heard = merge(
    given.news.pipe(tap((news) => (halves.stirred.next(), hear(news, halves, target)))),
    channel.urcs.pipe(
      filter(({ kind }) => kind === 'unknown'),
      tap(doubt),
    ),
    longSilences(halves.stirred).pipe(tap(doubt)),
    lostStack(given),
    given.lost,
  ).pipe(ignoreElements());
  const opened = defer(() => (halves.stirred.next(), of(portOf(given, halves))));
  return concat(connected(given, halves), opened, reader.over).pipe(
    failWith(heard),
    catchError((error: unknown) => throwError(() => withDoubt(error, writer.isDoubtful()))),
    tap({
      error: (error: unknown) => {
        reader.fail(error);
        if (error instanceof ModemError) writer.fail(error);
      },
    }),
  );
};

const portOf = (given: SocketLink, { reader, writer }: Halves): SocketPort =>
  Object.freeze({
    name: socketName(given.target),
    incoming: reader.incoming,
    hold: reader.hold,
    write: (bytes: Uint8Array) => writer.write(checkedDatagram(given, bytes)),
  });

const connected = (given: SocketLink, halves: Halves): Observable<never> => {
  const { channel, dialect, link, target, connectMs: withinMs, inTurn, connecting } = given;
  if (given.isConnected) return EMPTY;
  // The link of a client must not be closed and opened as one that an earlier program has left.
  const replaced = halves.replaced.pipe(mergeMap(() => throwError(() => replacedError(target))));
  return defer(() => {
    if (halves.successor) return EMPTY;
    halves.mustClose = true;
    return connecting(dialect.connect(channel, link, target, { withinMs, inTurn }));
  }).pipe(
    failWith(replaced),
    tap({
      error: (error: unknown) => {
        // What the modem says that it could not connect needs no closing.
        if (error instanceof ModemError && error.reason.kind === 'socket') halves.mustClose = false;
      },
    }),
  );
};

const hear = (news: LinkEvent, halves: Halves, target: SocketTarget): void => {
  const { reader, writer, successor } = halves;
  if (successor) return undefined;
  if (news.kind === 'readable') {
    halves.isOwed = true;
    return reader.report('readable');
  }
  if (news.kind === 'replaced') return replace(news, halves, target);
  halves.isEnded = news.kind === 'closed' || news.isOpen !== true;
  const problem = news.kind === 'closed' ? 'closed' : 'lost';
  const error = socketFailure(target, problem, news.seen);
  halves.endedBy = error;
  writer.fail(error);
  if (news.kind === 'closed') reader.report('closed');
  else reader.fail(error);
};

/** The link belongs to another client: what was not read of this one is lost. */
const replace = (replaced: LinkReplaced, halves: Halves, target: SocketTarget): void => {
  const error = replacedError(target);
  halves.successor = replaced.by;
  halves.mustClose = false;
  halves.replaced.next(replaced);
  halves.endedBy ??= error;
  halves.writer.fail(halves.endedBy);
  if (halves.isEnded && !halves.isOwed) halves.reader.report('closed');
  else halves.reader.fail(error);
  halves.isEnded = true;
};

/** Waits for what is on its way to the modem, then closes the link. */
const close = ({ channel, dialect, link }: SocketLink, halves: Halves): Observable<unknown> => {
  const { reader, writer } = halves;
  const cancelled = new ModemError({ kind: 'cancelled' });
  writer.fail(cancelled);
  const closed = defer(() => (halves.mustClose ? dialect.close(channel, link, halves.isEnded) : EMPTY));
  return concat(writer.quiet, closed).pipe(finalize(() => reader.fail(cancelled)));
};

/** A datagram is sent in one piece. */
const checkedDatagram = ({ dialect, target }: SocketLink, bytes: Uint8Array): Uint8Array => {
  if (target.protocol === 'tcp' || bytes.length <= dialect.maxWriteBytes) return bytes;
  throw new ModemError({
    kind: 'invalid-argument',
    name: 'bytes',
    problem: `a datagram of ${bytes.length} bytes is longer than the ${dialect.maxWriteBytes} that the modem takes`,
  });
};
