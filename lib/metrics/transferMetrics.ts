import { Observable, tap } from 'rxjs';
import { monotonicNow } from '../../operators/monotonicNow';
import type { TransferEvent } from '../../operators/transferEvent';
import { ModemError } from '../grammar/errors/modemError';
import type { Instruments } from './instruments';

/** Counts a transfer's bytes, the time to its first byte, and how it ended; `cancelled` where its reader left. */
export const transferMetrics = (
  all: Instruments,
  labels: { readonly modem: string; readonly flow: string },
  source: Observable<TransferEvent>,
): Observable<TransferEvent> =>
  new Observable((reader) => {
    const { modem } = labels;
    const began = monotonicNow();
    const seconds = (): number => (monotonicNow() - began) / 1_000;
    let sent = 0;
    let isAnswered = false;
    let isOver = false;
    const ended = (result: string): void => {
      if (isOver) return;
      isOver = true;
      all.transfers.inc({ ...labels, result });
      all.transferTime.observe(labels, seconds());
    };
    const count = (event: TransferEvent): void => {
      if (event.kind === 'chunk') all.received.inc({ modem }, event.bytes.length);
      if (event.kind === 'sent') {
        // An attempt that is made anew counts from the start.
        all.sent.inc({ modem }, event.loaded < sent ? event.loaded : event.loaded - sent);
        sent = event.loaded;
      }
      if (isAnswered || (event.kind !== 'head' && event.kind !== 'chunk')) return;
      isAnswered = true;
      all.firstByte.observe(labels, seconds());
    };
    const counted = source.pipe(
      tap({
        next: count,
        complete: () => ended('done'),
        error: (error: unknown) => ended(error instanceof ModemError ? error.reason.kind : 'unexpected'),
      }),
    );
    reader.add(counted.subscribe(reader));
    reader.add(() => ended('cancelled'));
  });
