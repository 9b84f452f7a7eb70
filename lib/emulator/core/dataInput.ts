import { Observable, takeUntil, tap, timer } from 'rxjs';
import type { LineReader } from './lineReader';

/** So many raw bytes from the host: emits them once, or completes without where time ran out. */
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

/** Text from the host, up to Ctrl-Z; `undefined` where ESC ended it. */
const entry = (reader: LineReader): Observable<string | undefined> =>
  new Observable((out) => {
    reader.wantEntry((text) => {
      out.next(text);
      out.complete();
    });
    return () => reader.unwant();
  });

/** What a command asks of the host besides its line. */
export const dataInput = Object.freeze({ counted, entry });
