import {
  concat,
  EMPTY,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  ReplaySubject,
  take,
  tap,
  timer,
} from 'rxjs';
import type { HandlerContext } from '../../../core/handler';
import type { Link } from '../../../sockets/link';

/** How a send ended: the peer acknowledged the bytes, or the connection ended or failed before. */
export type SendOutcome = 'acknowledged' | 'lost';

/**
 * Sends bytes over a connection at once, and emits how that ended, once. The bytes go on their way even where nothing waits for
 * the outcome: only the end of the connection stops them.
 */
export const sendOver = (
  modem: HandlerContext,
  link: Link,
  bytes: Uint8Array,
  to: { readonly host: string; readonly port: number } = link.start,
): Observable<SendOutcome> => {
  const { stream, datagrams } = link;
  if (link.state !== 'connected' || modem.settings.failedSend()) return of('lost');
  link.sentBytes += bytes.length;
  const outcome = new ReplaySubject<SendOutcome>(1);
  const sending = stream?.write(bytes) ?? datagrams?.send(bytes, to) ?? EMPTY;
  const slowMs = modem.settings.slowSend();
  const slowly = slowMs === undefined ? EMPTY : timer(slowMs).pipe(ignoreElements());
  const sent = concat(sending, slowly).subscribe({
    error: () => outcome.next('lost'),
    complete: () => {
      link.acknowledgedBytes += bytes.length;
      outcome.next('acknowledged');
    },
  });
  link.running?.add(sent);
  return merge(outcome, link.gone.pipe(map((): SendOutcome => 'lost'))).pipe(take(1));
};

/** Whether a send has failed already, before anything could wait for it. */
export const isLostNow = (outcome: Observable<SendOutcome>): boolean => {
  let isLost = false;
  outcome.subscribe((how) => (isLost = how === 'lost')).unsubscribe();
  return isLost;
};

/** How long it waits for counted bytes; no manual says. */
const INPUT_MS = 120_000;

/** Takes counted bytes from the host, and echoes them where the modem does; completes empty where they do not come. */
export const takeBytes = (modem: HandlerContext, size: number, echoes: boolean): Observable<Uint8Array> =>
  modem
    .input(size, INPUT_MS)
    .pipe(tap((bytes) => echoes && modem.say({ kind: 'bytes', bytes, role: 'echo' })));
