import {
  concatMap,
  defer,
  ignoreElements,
  merge,
  Observable,
  Subject,
  switchMap,
  takeUntil,
  tap,
  timer,
  using,
} from 'rxjs';
import type { Readable } from 'node:stream';
import { CliError } from '../errors/cliError';
import type { Sink } from '../output/sink';

/** What a connection is read and written with: a socket of the modem, or a stream of TLS over it. */
export interface Conversation {
  readonly incoming: Observable<Uint8Array>;
  readonly write: (bytes: Uint8Array) => Observable<never>;
  /** While this is subscribed to, nothing more comes. */
  readonly hold: Observable<never>;
}

/** Writes a stream's pieces one after the other; the next one is read when the last one was taken. */
const written = (input: Readable, write: Conversation['write']): Observable<never> =>
  new Observable((subscriber) => {
    const next = (bytes: Uint8Array): void => {
      input.pause();
      subscriber.add(
        write(bytes).subscribe({
          error: (error: unknown) => subscriber.error(error),
          complete: () => input.resume(),
        }),
      );
    };
    const failed = ({ message }: Error): void =>
      subscriber.error(new CliError({ kind: 'input', where: 'the standard input', problem: message }));
    const ended = (): void => subscriber.complete();
    input.on('data', next).on('error', failed).on('end', ended);
    return () => {
      input.off('data', next).off('error', failed).off('end', ended);
      input.destroy();
    };
  });

/**
 * Carries a stream to a far end, and what comes back to a sink. Ends when the far end has closed, or when the input has ended and
 * nothing has come for `lingerMs`.
 *
 *     input      aab|
 *     far end    ----c-----d
 *     result     ----------------|     lingerMs after d
 */
export const pipedSocket = (
  { incoming, write, hold }: Conversation,
  { input, sink, lingerMs }: { readonly input: Readable; readonly sink: Sink; readonly lingerMs: number },
): Observable<never> =>
  defer(() => {
    let hasEnded = false;
    const stirred = new Subject<void>();
    const over = new Subject<void>();
    const stir = (): void => {
      if (hasEnded) stirred.next();
    };
    const silence = stirred.pipe(
      switchMap(() => timer(lingerMs)),
      tap(() => over.next()),
    );
    const received = incoming.pipe(
      tap(stir),
      concatMap((bytes) => holding(hold, () => sink.write(bytes))),
      tap({ complete: () => over.next() }),
    );
    const sent = written(input, write).pipe(
      tap({
        complete: () => {
          hasEnded = true;
          stir();
        },
      }),
    );
    return merge(silence, received, sent).pipe(ignoreElements(), takeUntil(over));
  });

/** Nothing more comes while some work is done. */
const holding = (hold: Conversation['hold'], work: () => Observable<never>): Observable<never> =>
  using(() => hold.subscribe(), work);
