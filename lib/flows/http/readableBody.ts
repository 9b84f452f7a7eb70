import { BehaviorSubject, defer, EMPTY, filter, ignoreElements, type Observable, take } from 'rxjs';
import type { Head, TransferEvent } from '../../../operators/transferEvent';
import type { HttpRequest } from './httpRequest';

/** A body of at most this many bytes is read at once, where the request names no `windowBytes`. */
export const BUFFER_BYTES = 4_096;

/** Starts a transfer whose chunks are taken by `into`. */
type Start = (into: NonNullable<HttpRequest['into']>) => Observable<TransferEvent>;

/** What a stream reports besides its bytes, and how much it reads ahead. */
export interface ReadableOptions {
  /** Receives the head, before any byte can be read. */
  readonly head?: (head: Head) => void;
  /** Receives the failure, too, if it comes before the head. */
  readonly failed?: (error: unknown) => void;
  /** A body of at most this many bytes is read at once, so that it does not hold the modem until it is read. Default 0. */
  readonly windowBytes?: number;
}

/**
 * Makes a WHATWG stream of a transfer's body: the next window is requested when the last one was read. The transfer starts at
 * once; cancelling the stream unsubscribes from it, and the transfer winds up.
 *
 *     reader    read------read------read
 *     modem     READ……a   READ……b   READ……c
 *
 * A body that fits a window, and the last window of any body, are taken at once: the session closes without waiting for the
 * reader.
 */
export const readableBody = (
  start: Start,
  { head, failed, windowBytes = 0 }: ReadableOptions = {},
): ReadableStream<Uint8Array> => {
  const isWanted = new BehaviorSubject(false);
  let transfer: { unsubscribe: () => void } | undefined;
  let total = Infinity;
  let received = 0;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const into = (chunk: Uint8Array): Observable<never> =>
          defer(() => {
            isWanted.next(false);
            controller.enqueue(chunk);
            received += chunk.length;
            if (total <= windowBytes || received >= total) return EMPTY;
            return isWanted.pipe(filter(Boolean), take(1), ignoreElements());
          });
        transfer = start(into).subscribe({
          next: (event) => {
            if (event.kind !== 'head') return;
            total = event.length;
            head?.(event);
          },
          error: (error: unknown) => {
            failed?.(error);
            controller.error(error);
          },
          complete: () => controller.close(),
        });
      },
      pull: () => isWanted.next(true),
      cancel: () => transfer?.unsubscribe(),
    },
    { highWaterMark: 0 },
  );
};
