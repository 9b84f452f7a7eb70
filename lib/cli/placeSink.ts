import { createWriteStream } from 'node:fs';
import { concat, defer, EMPTY, Observable } from 'rxjs';
import { asOutput } from './asOutput';
import type { Sink } from './sink';
import { streamSink } from './streamSink';

/** Where bytes are written, and what is to be done with it at the end. */
export interface Place {
  readonly fd: number;
  readonly keep: () => void;
  readonly discard: () => void;
}

const nothing = (): void => undefined;

/** Makes a sink of an open place. Leaving it closes it, and without `keep` discards it. */
export const placeSink = (path: string, { fd, keep, discard }: Place): Observable<Sink> => {
  const stream = createWriteStream(path, { fd }).on('error', nothing);
  const ended = new Observable<never>((subscriber) => {
    stream.once('close', () => subscriber.complete()).end();
  });
  return new Observable<Sink>((subscriber) => {
    let kept = false;
    const finish = defer(() => {
      keep();
      kept = true;
      return EMPTY;
    }).pipe(asOutput(path));
    subscriber.next({ write: streamSink(stream, path).write, keep: concat(ended, finish) });
    return () => {
      stream.destroy();
      if (!kept) discard();
    };
  });
};
