import { Observable, type Subscription, takeUntil, tap, timer } from 'rxjs';
import { latin1Bytes } from '../../grammar/latin1';
import type { LineReader } from './lineReader';

/** Reads `size` raw bytes from the host and emits them once. Completes empty after `withinMs`. */
const counted = (reader: LineReader, size: number, withinMs: number): Observable<Uint8Array> => {
  const bytes = new Observable<Uint8Array>((out) => {
    reader.want(size, (all) => {
      out.next(all);
      out.complete();
    });
    return () => reader.unwant();
  });
  const late = timer(withinMs).pipe(tap(() => reader.unwant()));
  return bytes.pipe(takeUntil(late));
};

/** Reads up to `size` raw bytes and emits them once, or what came until nothing came for `idleMs`. */
const partial = (reader: LineReader, size: number, idleMs: number): Observable<Uint8Array> =>
  new Observable((out) => {
    let late: Subscription | undefined;
    const give = (bytes: Uint8Array): void => {
      out.next(bytes);
      out.complete();
    };
    const wait = (): void => {
      late?.unsubscribe();
      late = timer(idleMs).subscribe(() => give(reader.cutCounted()));
    };
    wait();
    reader.want(size, give, wait);
    return () => {
      late?.unsubscribe();
      reader.unwant();
    };
  });

/** Reads text from the host up to Ctrl-Z; emits `undefined` if ESC cancels it. */
const entry = (reader: LineReader): Observable<string | undefined> =>
  new Observable((out) => {
    reader.wantEntry((text) => {
      out.next(text);
      out.complete();
    });
    return () => reader.unwant();
  });

/** Reads raw bytes from the host up to Ctrl-Z; emits `undefined` if ESC cancels them. */
const raw = (reader: LineReader, escapes: boolean): Observable<Uint8Array | undefined> =>
  new Observable((out) => {
    reader.wantRaw(escapes, (text) => {
      out.next(text === undefined ? undefined : latin1Bytes(text));
      out.complete();
    });
    return () => reader.unwant();
  });

/** Input of a command besides its line. */
export const dataInput = Object.freeze({ counted, partial, entry, raw });
