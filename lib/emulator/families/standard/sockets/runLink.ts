import {
  catchError,
  endWith,
  map,
  type Observable,
  of,
  Subscription,
  switchMap,
  takeUntil,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import type { HandlerContext } from '../../../core/handler';
import { Link, type LinkStart } from '../../../sockets/link';
import {
  type DatagramPort,
  type SocketAddress,
  SocketFailure,
  type SocketFailureKind,
  type SocketStream,
} from '../../../origins/socketOrigin';

/** How a family reports what happens to a connection. */
export interface LinkReports {
  /** It is open. */
  readonly opened: (link: Link) => void;
  /** It could not be opened. */
  readonly failed: (link: Link, kind: SocketFailureKind) => void;
  /** Bytes arrived. */
  readonly arrived: (link: Link, bytes: Uint8Array, from: SocketAddress) => void;
  /** The peer closed or reset it. */
  readonly ended: (link: Link, kind: 'closed' | 'reset') => void;
}

type Step =
  | { readonly bytes: Uint8Array; readonly from: SocketAddress }
  | { readonly ended: 'closed' | SocketFailureKind };

const failing = (kind: SocketFailureKind) => throwError(() => new SocketFailure(kind));

const ended = catchError<Step, Observable<Step>>((failure: unknown) =>
  of<Step>({ ended: failure instanceof SocketFailure ? failure.kind : 'network' }),
);

/** Runs the work of a connection; a restart ends it, and so does `link.running.unsubscribe()`. */
const run = (modem: HandlerContext, link: Link, steps: Observable<Step>, reports: LinkReports): void => {
  const running = new Subscription();
  link.running = running;
  running.add(() => link.gone.next());
  running.add(
    modem.inBackground(steps, (step) => {
      if ('bytes' in step) return reports.arrived(link, step.bytes, step.from);
      const wasOpen = link.state === 'connected';
      link.state = 'ended';
      running.unsubscribe();
      if (wasOpen) return reports.ended(link, step.ended === 'closed' ? 'closed' : 'reset');
      return reports.failed(link, step.ended === 'closed' ? 'reset' : step.ended);
    }),
  );
};

const onStream = (link: Link, stream: SocketStream, reports: LinkReports): Observable<Step> => {
  link.stream = stream;
  link.remote = stream.remote;
  link.state = 'connected';
  reports.opened(link);
  return stream.incoming.pipe(
    map((bytes): Step => ({ bytes, from: stream.remote })),
    takeUntil(link.closedByPeer),
    endWith<Step>({ ended: 'closed' }),
  );
};

/** Where connections are kept, how they are reported, and how long one may take to open. */
export interface LinkKeeping {
  readonly links: Map<number, Link>;
  readonly reports: LinkReports;
  readonly limitMs: number;
}

/** Keeps a connection under its number; replaces one that has ended. */
const keptLink = (links: Map<number, Link>, start: LinkStart): Link => {
  const link = new Link(start);
  links.set(start.number, link);
  return link;
};

/** Connects, and reports how it went and what comes. */
export const runTcp = (
  modem: HandlerContext,
  start: LinkStart,
  connecting: Observable<SocketStream>,
  { links, limitMs, reports }: LinkKeeping,
): void => {
  const link = keptLink(links, start);
  const failsAfterMs = modem.settings.failedConnect();
  const attempt =
    failsAfterMs === undefined ? connecting : timer(failsAfterMs).pipe(switchMap(() => failing('timeout')));
  const steps = attempt.pipe(
    timeout({ first: limitMs, with: () => failing('timeout') }),
    switchMap((stream) => onStream(link, stream, reports)),
    ended,
  );
  run(modem, link, steps, reports);
};

/** Opens a UDP port, and reports the datagrams that come. */
export const runUdp = (
  modem: HandlerContext,
  start: LinkStart,
  localPort: number,
  { links, reports }: Omit<LinkKeeping, 'limitMs'>,
): void => {
  const link = keptLink(links, start);
  const open = (datagrams: DatagramPort): Observable<Step> => {
    link.datagrams = datagrams;
    link.state = 'connected';
    reports.opened(link);
    return datagrams.incoming.pipe(
      map(({ bytes, address, port }): Step => ({ bytes, from: { address, port } })),
    );
  };
  run(modem, link, modem.sockets.bind(localPort).pipe(switchMap(open), ended), reports);
};
