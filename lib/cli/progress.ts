import { SingleBar } from 'cli-progress';
import { finalize, type MonoTypeOperatorFunction, Observable, tap } from 'rxjs';
import type { TransferEvent } from 'rxmodem';
import type { CommonOptions } from './commonOptions';

const FORMAT = '{does} [{bar}] {percentage}% | {value}/{total} bytes | {duration_formatted}';

const newBar = (): SingleBar =>
  new SingleBar({
    format: FORMAT,
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 1_000,
    linewrap: true,
    // Signals are the command's own business.
    gracefulExit: false,
  });

const shown = (source: Observable<TransferEvent>): Observable<TransferEvent> =>
  new Observable((subscriber) => {
    const bar = newBar();
    let sending = false;
    const begin = (total: number, does: string): void => {
      bar.stop();
      bar.start(total, 0, { does });
      sending = does === 'sends';
    };
    return source
      .pipe(
        tap((event) => {
          if (event.kind === 'sent' && !sending) begin(event.total, 'sends');
          if (event.kind === 'head') begin(event.length, 'gets');
          if (event.kind === 'chunk' || event.kind === 'sent') bar.update(event.loaded);
        }),
        finalize(() => bar.stop()),
      )
      .subscribe(subscriber);
  });

/** Shows a progress bar on stderr while a body goes and another one comes: where asked for, or where stderr is a terminal that is free. */
export const progress = ({
  progress: asked,
  trace,
}: CommonOptions): MonoTypeOperatorFunction<TransferEvent> => {
  const free = process.stderr.isTTY && (trace === undefined || typeof trace === 'string');
  return (source) => ((asked ?? free) ? shown(source) : source);
};
