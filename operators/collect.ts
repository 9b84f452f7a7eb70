import { defer, map, type OperatorFunction, reduce } from 'rxjs';
import { ModemError } from '../lib/grammar/errors/modemError';
import { joinBytes } from './joinBytes';
import type { Head, TransferEvent } from './transferEvent';
import type { HttpHead } from '../lib/grammar/errors/httpHead';

/** A whole HTTP response: what `collect()` makes of a transfer's events. */
export class HttpResponse implements HttpHead {
  readonly status: number;
  readonly length: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body. */
  readonly bytes: Uint8Array;

  constructor(head: HttpHead, bytes: Uint8Array) {
    this.status = head.status;
    this.length = head.length;
    this.headers = head.headers;
    this.bytes = bytes;
    Object.freeze(this);
  }

  /** The body as text. Default encoding: UTF-8. */
  text(encoding = 'utf-8'): string {
    return new TextDecoder(encoding).decode(this.bytes);
  }

  /** The body as JSON. Throws a `SyntaxError` when it is not JSON. The type is a claim: nothing checks it. */
  json<T = unknown>(): T {
    return JSON.parse(this.text()) as T;
  }
}

interface Collected {
  head: Head | undefined;
  readonly slices: Uint8Array[];
}

/**
 * Makes one response of a transfer's events.
 *
 *     events   --h--c--c--|     h: head   c: chunk
 *     result   -----------(r|)  { status, headers, bytes, text(), json() }
 *
 * Keeps the whole body in memory: read a long body by its chunks instead. Fails with `length` when the events end without a head.
 */
export const collect = (): OperatorFunction<TransferEvent, HttpResponse> => (events) =>
  defer(() =>
    events.pipe(
      reduce<TransferEvent, Collected>(
        (collected, event) => {
          if (event.kind === 'head') collected.head = event;
          if (event.kind === 'chunk') collected.slices.push(event.bytes);
          return collected;
        },
        { head: undefined, slices: [] },
      ),
      map(({ head, slices }) => {
        const bytes = joinBytes(slices);
        if (head) return new HttpResponse(head, bytes);
        throw new ModemError({ kind: 'length', expectedBytes: 0, gotBytes: bytes.length });
      }),
    ),
  );
