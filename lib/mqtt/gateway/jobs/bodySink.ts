import { BehaviorSubject, concat, defer, filter, ignoreElements, type Observable, take } from 'rxjs';
import { joinBytes } from '../../../../operators/joinBytes';
import type { Chunk } from '../../../../operators/transferEvent';
import type { Outbox } from './outbox';

/** Gathers a body into pieces of a bounded size, and lets the modem wait while its reader does. */
export interface BodySink {
  /** Takes a chunk of the body. */
  readonly add: (chunk: Chunk) => void;
  /** Hands on what was gathered. */
  readonly flush: () => void;
  /** Completes when the next bytes may come: the broker has the last ones, and the reader is not too far behind. */
  readonly room: Observable<never>;
  /** The reader says how far it is. */
  readonly credit: (loaded: number) => void;
}

/** How a body is cut, and how far it may run ahead. */
export interface BodySinkParts {
  readonly out: Outbox;
  readonly chunkBytes: number;
  readonly creditBytes: number;
  /** What the reader has from an earlier attempt. */
  readonly loaded: number;
}

/** Makes one for a job. */
export const bodySink = ({ out, chunkBytes, creditBytes, loaded: before }: BodySinkParts): BodySink => {
  const taken = new BehaviorSubject(before);
  let gathered: Uint8Array[] = [];
  let size = 0;
  let loaded = before;
  let total: number | undefined;
  const flush = (): void => {
    if (size === 0) return;
    out.piece({ bytes: joinBytes(gathered), loaded, total });
    gathered = [];
    size = 0;
  };
  const hasCredit = taken.pipe(
    filter((credited) => loaded - credited < creditBytes),
    take(1),
    ignoreElements(),
  );
  return {
    add: (chunk) => {
      gathered.push(chunk.bytes);
      size += chunk.bytes.length;
      ({ loaded, total } = chunk);
      if (size >= chunkBytes) flush();
    },
    flush,
    room: defer(() => {
      // Where the reader is waited for, it must have all there is.
      if (loaded - taken.value >= creditBytes) flush();
      return concat(out.sent, hasCredit);
    }),
    credit: (credited) => {
      if (credited > taken.value) taken.next(credited);
    },
  };
};
