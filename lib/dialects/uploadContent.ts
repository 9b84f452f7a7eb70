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
  tap,
  throwError,
} from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { Feeding } from '../../operators/feed';
import type { Talk } from '../../operators/talk';
import type { Sent } from '../../operators/transferEvent';
import type { HttpContent } from './httpDialect';

/** How much is handed to the port at once: progress is told, and pacing happens, in these steps. */
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

/**
 * Gives a command the body that it asks for, piece by piece, and tells how far it is.
 *
 *     > AT+HTTPDATA=5,10000   < DOWNLOAD   >> hello   < OK        ⇒ { kind: 'sent', loaded: 5, total: 5 }
 *
 * The modem was promised so many bytes. Where the reader leaves or the source fails, padding stands in for the rest, and the
 * request is never sent. A source that ends short leaves the modem to its own time-out. Bytes beyond the length are not
 * written. Fails with `length` where the source has another length than was said, and as source and command do.
 */
export const uploadContent = (
  talk: Talk,
  command: Command,
  { length, chunks }: HttpContent,
): Observable<Sent> =>
  defer(() => {
    const progress = new ReplaySubject<Sent>(1);
    let loaded = 0;
    let offered = 0;
    let failure: unknown;
    const feed = ({ give, leaving }: Feeding): Observable<unknown> => {
      const write = (bytes: Uint8Array): Observable<never> => {
        const fitting = bytes.subarray(0, length - loaded);
        loaded += fitting.length;
        const told = defer(
          () => (progress.next(Object.freeze({ kind: 'sent', loaded, total: length })), EMPTY),
        );
        return fitting.length === 0 ? EMPTY : concat(give(fitting), told);
      };
      const source = chunks.pipe(
        tap((chunk) => (offered += chunk.length)),
        concatMap((chunk) => pieces(chunk).pipe(concatMap(write))),
        takeUntil(leaving.pipe(tap(() => (failure ??= new ModemError({ kind: 'cancelled' }))))),
        catchError((error: unknown) => {
          failure = error;
          return EMPTY;
        }),
      );
      const rest = defer(() =>
        failure === undefined ? EMPTY : padding(length - loaded).pipe(concatMap(write)),
      );
      return concat(source, rest);
    };
    const outcome = defer(() => {
      if (failure !== undefined) return throwError(() => failure);
      if (offered === length) return EMPTY;
      return throwError(() => new ModemError({ kind: 'length', expectedBytes: length, gotBytes: offered }));
    });
    const sent = talk.send(command, feed).pipe(
      catchError((error: unknown) =>
        concat(
          offered < length ? outcome : EMPTY,
          throwError(() => error),
        ),
      ),
      ignoreElements(),
    );
    return merge(progress, concat(sent, outcome).pipe(tap({ complete: () => progress.complete() })));
  });
