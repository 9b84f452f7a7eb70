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
import { asMayBeDone } from '../../grammar/errors/mayBeDone';
import { ModemError } from '../../grammar/errors/modemError';

/** The sending half of a socket. */
export interface LinkWriter {
  /** Sends bytes in their turn; completes when the modem has accepted them all. */
  readonly write: (bytes: Uint8Array) => Observable<never>;
  /** Makes everything fail that is not in the modem's hands yet, and whatever is written later. */
  readonly fail: (error: ModemError) => void;
  /** Whether some bytes of a write may have gone, and it has not completed. */
  readonly isDoubtful: () => boolean;
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
): LinkWriter => new Writer(sendPiece, confirmed);

class Writer implements LinkWriter {
  private readonly waiting: Written[] = [];
  private readonly quieted = new Subject<void>();
  private isSending = false;
  private broken: ModemError | undefined;

  constructor(
    private readonly sendPiece: (rest: Uint8Array) => Observable<number>,
    private readonly confirmed: Observable<never>,
  ) {}

  readonly isDoubtful = (): boolean => this.isSending || (this.waiting[0]?.sent ?? 0) > 0;

  readonly quiet = defer(() => (this.isSending ? this.quieted.pipe(take(1), ignoreElements()) : EMPTY));

  readonly write = (bytes: Uint8Array): Observable<never> =>
    new Observable((writer) => {
      if (this.broken) {
        writer.error(this.broken);
        return undefined;
      }
      const one: Written = { bytes, writer, sent: 0 };
      this.waiting.push(one);
      this.schedule();
      return () => this.leave(one);
    });

  readonly fail = (error: ModemError): void => {
    if (this.broken) return;
    this.broken = error;
    this.failWaiting(error);
  };

  /** What has not begun is never sent. */
  private leave(one: Written): void {
    const at = this.waiting.indexOf(one);
    const isBegun = at === 0 && (this.isSending || one.sent > 0);
    if (at >= 0 && !isBegun) this.waiting.splice(at, 1);
  }

  private schedule(): void {
    queueScheduler.schedule(() => this.pump());
  }

  private pump(): void {
    const [one] = this.waiting;
    if (!one || this.isSending) return;
    this.isSending = true;
    const rest = one.bytes.subarray(one.sent);
    const sent = rest.length === 0 ? EMPTY : this.sendPiece(rest).pipe(tap((count) => (one.sent += count)));
    concat(
      sent,
      defer(() => (isSent(one) ? this.confirmed : EMPTY)),
    ).subscribe({
      error: (error: unknown) => this.lose(one, error),
      complete: () => this.finish(one),
    });
  }

  private finish(one: Written): void {
    if (isSent(one)) {
      this.waiting.shift();
      one.writer.complete();
    }
    this.settle();
  }

  private lose(one: Written, error: unknown): void {
    this.waiting.shift();
    one.writer.error(withDoubt(error, one.sent > 0));
    this.broken ??= asModemError(error);
    this.settle();
  }

  private settle(): void {
    this.isSending = false;
    if (this.broken) this.failWaiting(this.broken);
    this.quieted.next();
    this.schedule();
  }

  private failWaiting(error: ModemError): void {
    // The first one may be on its way: it ends as the modem answers.
    for (const { writer, sent } of this.waiting.splice(this.isSending ? 1 : 0))
      writer.error(withDoubt(error, sent > 0));
  }
}

const isSent = ({ sent, bytes }: Written): boolean => sent >= bytes.length;

const asModemError = (error: unknown): ModemError =>
  error instanceof ModemError ? error : new ModemError({ kind: 'cancelled' });

/** The error of bytes of which some may have gone. */
export const withDoubt = (error: unknown, mayBeDone: boolean): unknown =>
  mayBeDone ? asMayBeDone(error) : error;
