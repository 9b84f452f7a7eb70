import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  merge,
  type Observable,
  ReplaySubject,
  takeUntil,
  takeWhile,
  tap,
  throwError,
} from 'rxjs';
import type { Command } from '../../grammar/command';
import { ModemError } from '../../grammar/errors/modemError';
import type { InputRequest, WriteInput, CommandChannel } from '../../../operators/commandChannel';
import type { Sent } from '../../../operators/transferEvent';
import type { HttpContent } from '../httpCall';

/** The size of one write to the port: progress is emitted, and the pace is set, in these steps. */
const PIECE_BYTES = 2_048;
/** What stands in for bytes that were promised and will not come: the request is not sent then. */
const PADDING = 0x20;

const pieces = (bytes: Uint8Array): Observable<Uint8Array> =>
  from(
    Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, at) =>
      bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES),
    ),
  );

const padding = (count: number): Observable<Uint8Array> => pieces(new Uint8Array(count).fill(PADDING));

/** What was offered of a body, and what the port took. */
class Upload {
  readonly progress = new ReplaySubject<Sent>(1);
  private loaded = 0;
  private emitted = 0;
  private offered = 0;
  /** Whether the modem asked for the bytes. */
  private wasAsked = false;
  /** Whether nobody wants the upload any more. */
  private wasLeft = false;
  private failure: { readonly error: unknown } | undefined;
  /** The end of the body waits for the end of its source: till then it may still fail, or be too long. */
  private last: Uint8Array | undefined;

  constructor(private readonly content: HttpContent) {}

  /** Gives what the source brings; where that is of no use any more, padding for the rest. */
  readonly feed = ({ give, leaving }: InputRequest): Observable<unknown> => {
    this.wasAsked = true;
    const { length } = this.content;
    const left = leaving.pipe(tap(() => this.leave()));
    const source = this.content.chunks.pipe(
      tap((chunk) => (this.offered += chunk.length)),
      // eslint-disable-next-line rxjs-x/no-ignored-takewhile-value -- it is their sum that counts
      takeWhile(() => this.offered <= length, true),
      concatMap(pieces),
      catchError((error: unknown) => {
        this.failure = { error };
        return EMPTY;
      }),
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what is being given is in the traffic, and is given even if the reader leaves
      takeUntil(left),
      concatMap((piece) => this.write(give, piece)),
    );
    return concat(
      source,
      defer(() => this.rest(give)),
    );
  };

  /** Fails where the source failed, or did not bring what was said. */
  readonly outcome = defer((): Observable<never> => {
    const { failure, offered, content } = this;
    if (failure) return throwError(() => failure.error);
    if (offered === content.length) return EMPTY;
    const reason = { kind: 'length', expectedBytes: content.length, gotBytes: offered } as const;
    return throwError(() => new ModemError(reason));
  });

  /** The modem has it all; its OK may come before the port says that it took the last piece. */
  finish(): void {
    if (this.emitted < this.content.length) this.emit(this.content.length);
    this.progress.complete();
  }

  /** Whether the modem waited for bytes that its source did not bring; one that never asked for them is to blame itself. */
  get isShort(): boolean {
    return this.wasAsked && !this.wasLeft && this.offered < this.content.length;
  }

  private leave(): void {
    this.wasLeft = true;
    this.failure ??= { error: new ModemError({ kind: 'cancelled' }) };
  }

  private write(give: WriteInput, piece: Uint8Array): Observable<never> {
    if (this.failure) return EMPTY;
    const { length: total } = this.content;
    const fitting = piece.subarray(0, total - this.loaded);
    if (this.loaded + fitting.length === total) this.last ??= fitting;
    return this.last ? EMPTY : this.hand(give, fitting);
  }

  /** What the source's end leaves to be given: the end of the body, or padding; of a source that is short, nothing. */
  private rest(give: WriteInput): Observable<never> {
    const { length } = this.content;
    const isOff = this.failure !== undefined || this.offered > length;
    if (isOff) return padding(length - this.loaded).pipe(concatMap(give));
    return this.last ? this.hand(give, this.last) : EMPTY;
  }

  private hand(give: WriteInput, piece: Uint8Array): Observable<never> {
    if (piece.length === 0) return EMPTY;
    this.loaded += piece.length;
    const { loaded } = this;
    return concat(
      give(piece),
      defer(() => (this.emit(loaded), EMPTY)),
    );
  }

  private emit(loaded: number): void {
    this.emitted = loaded;
    this.progress.next(Object.freeze({ kind: 'sent', loaded, total: this.content.length }));
  }
}

/**
 * Gives a command the body that it asks for, piece by piece, and emits the progress.
 *
 *     > AT+HTTPDATA=5,10000   < DOWNLOAD   >> hello   < OK        ⇒ { kind: 'sent', loaded: 5, total: 5 }
 *
 * The modem expects the number of bytes that the command named. Where the reader leaves, the source fails or brings too much,
 * padding stands in for what has not come, and the request is never sent. A source that ends short leaves the modem to its own
 * time-out. The end of the body is given when its source has ended. Fails with `length` where the source has another length than
 * was said, and as source and command do.
 */
export const uploadContent = (
  channel: CommandChannel,
  command: Command,
  content: HttpContent,
): Observable<Sent> =>
  defer(() => {
    const upload = new Upload(content);
    const sent = channel.send(command, Object.assign(upload.feed, { pads: true })).pipe(
      catchError((error: unknown) =>
        concat(
          upload.isShort ? upload.outcome : EMPTY,
          throwError(() => error),
        ),
      ),
      ignoreElements(),
    );
    const over = { complete: () => upload.finish() };
    return merge(upload.progress, concat(sent, upload.outcome).pipe(tap(over)));
  });
