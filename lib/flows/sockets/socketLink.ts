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
  queueScheduler,
  Subject,
  subscribeOn,
  tap,
  throwError,
} from 'rxjs';
import type { ConnectTurn, LinkNews, LinkWindow } from '../../dialects/socketsDialect';
import { socketFailure, socketName } from '../../dialects/steps/socketName';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import { bracket } from '../../../operators/bracket';
import { failWith } from '../../../operators/failWith';
import { reportDamage, type WindowPace } from '../../../operators/windowPace';
import type { Work } from '../../../operators/work';
import { lostStack } from './onStack';
import { linkReader, type LinkReader } from './linkReader';
import { longSilences } from './longSilences';
import { linkWriter, type LinkWriter, withDoubt } from './linkWriter';
import { acknowledged, pieceSender, type SendingLink } from './pieceSender';
import type { SocketPort } from './socketPort';

/** One socket's link, and how it is connected. */
export interface SocketLink extends SendingLink {
  /** How long connecting may take, in milliseconds. */
  readonly connectMs: number;
  /** How large windows are. */
  readonly windows: WindowPace;
  /** Who must have the bytes of a write before it completes. */
  readonly confirm: 'modem' | 'peer';
  readonly inTurn: ConnectTurn;
  /** Connects; opens the stack anew where it looks open and is not. Default: the dialect's own connecting. */
  readonly connecting: (connect: Observable<never>) => Observable<never>;
  /** Fails when the network takes the bearer away. */
  readonly lost: Observable<never>;
  /** True where the modem connected it: a client of a port that it listens on. */
  readonly isConnected?: boolean;
  /** What the modem says about the link by itself. Default: what it says from now on. */
  readonly news?: Observable<LinkNews>;
}

/** The two halves of a socket while its link is in use. */
interface Halves {
  readonly reader: LinkReader;
  readonly writer: LinkWriter;
  /** Whether the link must be closed: it was connected, or may have been. */
  mustClose: boolean;
  /** The modem reported the end of the link. */
  isEnded: boolean;
  /** Why nothing can be sent since then. */
  endedBy?: ModemError;
  /** A line came that nothing explains: it may have been news of this link. */
  isDoubtful: boolean;
  /** The modem has said that it holds bytes which were not read yet. */
  isOwed: boolean;
  /** Emits when the link is connected, and when news or bytes came. */
  readonly stirred: Subject<void>;
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
  const halves: Halves = {
    reader: linkReader(windowOf(given, () => halves)),
    writer: linkWriter(
      pieceSender({ ...given, endedBy: () => halves.endedBy }),
      given.confirm === 'peer' ? acknowledged(given) : EMPTY,
    ),
    mustClose: given.isConnected === true,
    isEnded: false,
    isDoubtful: false,
    isOwed: false,
    stirred: new Subject(),
  };
  return halves;
};

const use = (given: SocketLink, halves: Halves): Observable<SocketPort> => {
  const { channel, dialect, link, target } = given;
  const { reader, writer } = halves;
  const name = socketName(target);
  const doubt = (): void => {
    halves.isDoubtful = true;
    reader.report('readable');
  };
  const heard = merge(
    (given.news ?? dialect.news(channel, link)).pipe(
      tap((news) => (halves.stirred.next(), hear(news, halves, name))),
    ),
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
  return defer(() => {
    halves.mustClose = true;
    return connecting(dialect.connect(channel, link, target, { withinMs, inTurn }));
  }).pipe(
    tap({
      error: (error: unknown) => {
        // What the modem says that it could not connect needs no closing.
        if (error instanceof ModemError && error.reason.kind === 'socket') halves.mustClose = false;
      },
    }),
  );
};

const hear = (news: LinkNews, halves: Halves, where: string): void => {
  const { reader, writer } = halves;
  if (news.kind === 'readable') {
    halves.isOwed = true;
    return reader.report('readable');
  }
  halves.isEnded = news.kind === 'closed' || news.isOpen !== true;
  const problem = news.kind === 'closed' ? 'closed' : 'lost';
  const error = new ModemError({ kind: 'socket', where, problem, seen: news.seen });
  halves.endedBy = error;
  writer.fail(error);
  if (news.kind === 'closed') reader.report('closed');
  else reader.fail(error);
};

/** How often a refused window is asked for again while the modem says that the link is open. */
const MAX_REFUSED = 3;
const NOTHING: LinkWindow = Object.freeze({ slices: [], leftBytes: 0 });

/**
 * Makes the function that reads the next window. A refusal may mean that the link is closed, and that the news was lost; so may a
 * window without bytes behind a line that nothing explains: the modem is asked. Behind the end of a link a refusal means that
 * nothing is left, unless the modem has said that there is something.
 */
const windowOf = (given: SocketLink, known: () => Halves): (() => Observable<LinkWindow>) => {
  const { channel, dialect, link, target, windows } = given;
  let refusals = 0;
  const asked = (whileOpen: () => Observable<LinkWindow>): Observable<LinkWindow> =>
    dialect.state(channel, link).pipe(
      mergeMap((state) => {
        if (known().isEnded) return of(NOTHING);
        if (state !== 'closed') return whileOpen();
        return throwError(() => socketFailure(target, 'lost', 'the modem says that it is closed'));
      }),
    );
  const refused = (error: unknown, isOwed: boolean): Observable<LinkWindow> => {
    windows.report({ kind: 'damaged' });
    const again = (): Observable<LinkWindow> => {
      refusals += 1;
      if (isOwed) known().isOwed = true;
      return refusals < MAX_REFUSED ? of({ ...NOTHING, leftBytes: 1 }) : throwError(() => error);
    };
    if (!known().isEnded) return asked(again);
    return isOwed ? again() : of(NOTHING);
  };
  return () =>
    defer(() => {
      const { isDoubtful, isOwed } = known();
      known().isDoubtful = false;
      known().isOwed = false;
      return dialect.read(channel, link, windows.windowBytes).pipe(
        reportDamage(windows),
        tap((window) => {
          refusals = 0;
          if (!isEmpty(window)) known().stirred.next();
          known().isOwed ||= (window.leftBytes ?? 0) > 0;
        }),
        mergeMap((window) =>
          isDoubtful && isEmpty(window) && !known().isEnded ? asked(() => of(window)) : of(window),
        ),
        catchError((error: unknown) => (isRefusal(error) ? refused(error, isOwed) : throwError(() => error))),
      );
    }).pipe(subscribeOn(queueScheduler));
};

const isEmpty = ({ slices }: LinkWindow): boolean => slices.every(({ length }) => length === 0);

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
