import { BehaviorSubject, concat, defer, filter, ignoreElements, type Observable, take } from 'rxjs';
import { joinBytes } from '../../../../operators/joinBytes';
import type { Chunk } from '../../../../operators/transferEvent';
import type { Outbox } from './outbox';

/** Collects a body into pieces of limited size, and makes the modem wait for the reader's credit. */
export interface BodySink {
  /** Takes a chunk of the body. */
  readonly add: (chunk: Chunk) => void;
  /** Publishes what was collected. */
  readonly flush: () => void;
  /** Completes when the modem may read on: the broker has the last bytes, and the reader's credit is not used up. */
  readonly room: Observable<never>;
  /** The reader has taken this many bytes. */
  readonly credit: (loaded: number) => void;
}

/** How a body is cut, and how many bytes may be ahead of the reader. */
export interface BodySinkParts {
  readonly out: Outbox;
  readonly chunkBytes: number;
  readonly creditBytes: number;
  /** Bytes that the reader has from an earlier attempt. */
  readonly loaded: number;
}

/** Makes the sink of a job's body. */
export const bodySink = ({ out, chunkBytes, creditBytes, loaded: before }: BodySinkParts): BodySink => {
  const taken = new BehaviorSubject(before);
  let collected: Uint8Array[] = [];
  let size = 0;
  let loaded = before;
  let total: number | undefined;
  const flush = (): void => {
    if (size === 0) return;
    out.piece({ bytes: joinBytes(collected), loaded, total });
    collected = [];
    size = 0;
  };
  const hasCredit = taken.pipe(
    filter((credited) => loaded - credited < creditBytes),
    take(1),
    ignoreElements(),
  );
  return {
    add: (chunk) => {
      collected.push(chunk.bytes);
      size += chunk.bytes.length;
      ({ loaded, total } = chunk);
      if (size >= chunkBytes) flush();
    },
    flush,
    room: defer(() => {
      // The reader can't give credit for bytes that were not published.
      if (loaded - taken.value >= creditBytes) flush();
      return concat(out.sent, hasCredit);
    }),
    credit: (credited) => {
      if (credited > taken.value) taken.next(credited);
    },
  };
};
