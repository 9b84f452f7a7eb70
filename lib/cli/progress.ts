import { SingleBar } from 'cli-progress';
import { finalize, type MonoTypeOperatorFunction, Observable, tap } from 'rxjs';
import type { TransferEvent } from 'rxmodem';
import type { CommonOptions } from './commonOptions';

const FORMAT = '[{bar}] {percentage}% | {value}/{total} bytes | {duration_formatted}';

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
    return source
      .pipe(
        tap((event) => {
          if (event.kind === 'head') bar.start(event.length, 0);
          if (event.kind === 'chunk') bar.update(event.loaded);
        }),
        finalize(() => bar.stop()),
      )
      .subscribe(subscriber);
  });

/** Shows a progress bar on stderr while a body comes: where asked for, or where stderr is a terminal that is free. */
export const progress = ({
  progress: asked,
  trace,
}: CommonOptions): MonoTypeOperatorFunction<TransferEvent> => {
  const free = process.stderr.isTTY && (trace === undefined || typeof trace === 'string');
  return (source) => ((asked ?? free) ? shown(source) : source);
};
