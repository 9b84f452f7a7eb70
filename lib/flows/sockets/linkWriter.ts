import {
  concat,
  defer,
  EMPTY,
  ignoreElements,
  Observable,
  queueScheduler,
  type Subscriber,
  Subject,
  take,
  tap,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';

/** The sending half of a socket. */
export interface LinkWriter {
  /** Sends bytes in their turn; completes when the modem has accepted them all. */
  readonly write: (bytes: Uint8Array) => Observable<never>;
  /** Makes everything fail that is not in the modem's hands yet, and whatever is written later. */
  readonly fail: (error: ModemError) => void;
  /** Completes when nothing is on its way to the modem. */
  readonly quiet: Observable<never>;
}

/** Bytes that were written, and how many of them the modem has. */
interface Written {
  readonly bytes: Uint8Array;
  readonly writer: Subscriber<never>;
  sent: number;
}

/**
 * Sends what is written, in order, one piece at a time. `sendPiece` sends the beginning of some bytes and emits how many it
 * sent; `confirmed` completes when all that was sent has arrived, as far as somebody wants to know.
 *
 *     write(aaaab)   a-a-b|           split at what the modem takes
 *     write(c)       .....c|          waits for its turn; never sent where its writer leaves before
 *
 * A piece that failed may have gone: nothing is sent behind it, so that no byte is sent twice and none is missing in between.
 * A write that has begun goes on when its writer leaves.
 */
export const linkWriter = (
  sendPiece: (rest: Uint8Array) => Observable<number>,
  confirmed: Observable<never> = EMPTY,
): LinkWriter => {
  const waiting: Written[] = [];
  const quieted = new Subject<void>();
  let isSending = false;
  let broken: ModemError | undefined;
  const failWaiting = (error: ModemError): void => {
    // The first one may be on its way: it ends as the modem answers.
    for (const { writer, sent } of waiting.splice(isSending ? 1 : 0))
      writer.error(withDoubt(error, sent > 0));
  };
  const settle = (): void => {
    isSending = false;
    if (broken) failWaiting(broken);
    quieted.next();
    queueScheduler.schedule(pump);
  };
  const pump = (): void => {
    const [one] = waiting;
    if (!one || isSending) return;
    isSending = true;
    const rest = one.bytes.subarray(one.sent);
    const sent = rest.length === 0 ? EMPTY : sendPiece(rest).pipe(tap((count) => (one.sent += count)));
    const isDone = (): boolean => one.sent >= one.bytes.length;
    concat(
      sent,
      defer(() => (isDone() ? confirmed : EMPTY)),
    ).subscribe({
      error: (error: unknown) => {
        waiting.shift();
        one.writer.error(withDoubt(error, one.sent > 0));
        broken ??= asModemError(error);
        settle();
      },
      complete: () => {
        if (isDone()) {
          waiting.shift();
          one.writer.complete();
        }
        settle();
      },
    });
  };
  return {
    write: (bytes) =>
      new Observable((writer) => {
        if (broken) {
          writer.error(broken);
          return undefined;
        }
        const one: Written = { bytes, writer, sent: 0 };
        waiting.push(one);
        queueScheduler.schedule(pump);
        return () => {
          const at = waiting.indexOf(one);
          const isBegun = at === 0 && (isSending || one.sent > 0);
          if (at >= 0 && !isBegun) waiting.splice(at, 1);
        };
      }),
    fail: (error) => {
      if (broken) return;
      broken = error;
      failWaiting(error);
    },
    quiet: defer(() => (isSending ? quieted.pipe(take(1), ignoreElements()) : EMPTY)),
  };
};

const asModemError = (error: unknown): ModemError =>
  error instanceof ModemError ? error : new ModemError({ kind: 'cancelled' });

/** The error of bytes of which some may have gone. */
export const withDoubt = (error: unknown, mayBeDone: boolean): unknown =>
  mayBeDone && error instanceof ModemError ? new ModemError({ ...error.reason, mayBeDone: true }) : error;
