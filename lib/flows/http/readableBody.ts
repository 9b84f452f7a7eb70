import { BehaviorSubject, defer, filter, ignoreElements, type Observable, take } from 'rxjs';
import type { Head, TransferEvent } from '../../../operators/transferEvent';
import type { HttpRequest } from './httpRequest';

/** Starts a transfer whose chunks are taken by `into`. */
type Start = (into: NonNullable<HttpRequest['into']>) => Observable<TransferEvent>;

/** What is told of a transfer besides its bytes. */
export interface ReadableOptions {
  /** Is given the head, before any byte can be read. */
  readonly head?: (head: Head) => void;
  /** Is given the failure, too, where it comes before the head. */
  readonly failed?: (error: unknown) => void;
}

/**
 * Makes a WHATWG stream of a transfer's body: the next window is asked for when the last one was read. The transfer starts at
 * once; cancelling the stream unsubscribes from it, politely.
 *
 *     reader    read------read------read
 *     modem     READ……a   READ……b   READ……c
 */
export const readableBody = (
  start: Start,
  { head, failed }: ReadableOptions = {},
): ReadableStream<Uint8Array> => {
  const isWanted = new BehaviorSubject(false);
  let transfer: { unsubscribe: () => void } | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const into = (chunk: Uint8Array): Observable<never> =>
          defer(() => {
            isWanted.next(false);
            controller.enqueue(chunk);
            return isWanted.pipe(filter(Boolean), take(1), ignoreElements());
          });
        transfer = start(into).subscribe({
          next: (event) => {
            if (event.kind === 'head') head?.(event);
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
