import { type MonoTypeOperatorFunction, Observable } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import type { Head, TransferEvent } from '../../../operators/transferEvent';
import { maxErrorBytes } from '../../flows/http/httpAttempt';
import { ModemError } from '../../grammar/errors/modemError';

/** Fails with `http-status` where a status is not accepted, as the flow does on a modem: with the head and the start of the body. */
export const accepting =
  (accepts: (status: number) => boolean): MonoTypeOperatorFunction<TransferEvent> =>
  (events) =>
    new Observable((reader) => {
      let refused: Head | undefined;
      let size = 0;
      const slices: Uint8Array[] = [];
      const fail = (head: Head): void => {
        const { kind: _, ...rest } = head;
        reader.error(new ModemError({ kind: 'http-status', head: rest, body: joinBytes(slices) }));
      };
      return events.subscribe({
        next: (event) => {
          if (event.kind === 'head' && !accepts(event.status)) refused = event;
          if (!refused) return reader.next(event);
          if (event.kind !== 'chunk') return;
          slices.push(event.bytes.subarray(0, maxErrorBytes - size));
          size += event.bytes.length;
          if (size >= maxErrorBytes) fail(refused);
        },
        error: (error: unknown) => reader.error(error),
        complete: () => (refused ? fail(refused) : reader.complete()),
      });
    });
