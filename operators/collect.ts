import { defer, map, type OperatorFunction, reduce } from 'rxjs';
import { ModemError } from '../lib/grammar/modemError';
import { HttpResponse } from './httpResponse';
import { joinBytes } from './joinBytes';
import type { Head, TransferEvent } from './transferEvent';

interface Gathered {
  head: Head | undefined;
  readonly slices: Uint8Array[];
}

/**
 * Makes one response of a transfer's events.
 *
 *     events   --h--c--c--|     h: head   c: chunk
 *     result   -----------(r|)  { status, headers, bytes, text(), json() }
 *
 * Keeps the whole body in memory: for long ones use the chunks. Fails with `length` where the stream ends without a head.
 */
export const collect = (): OperatorFunction<TransferEvent, HttpResponse> => (events) =>
  defer(() =>
    events.pipe(
      reduce<TransferEvent, Gathered>(
        (gathered, event) => {
          if (event.kind === 'head') gathered.head = event;
          if (event.kind === 'chunk') gathered.slices.push(event.bytes);
          return gathered;
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
