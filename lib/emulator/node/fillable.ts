import type { Writable } from 'node:stream';
import { Subject } from 'rxjs';

/** Writes to a stream, and emits when it is full and when there is room again. */
export const fillable = (stream: Writable) => {
  const isFull = new Subject<boolean>();
  stream.on('drain', () => isFull.next(false));
  return {
    isFull: isFull.asObservable(),
    write: (bytes: Uint8Array): void => {
      if (!stream.write(bytes)) isFull.next(true);
    },
  };
};
