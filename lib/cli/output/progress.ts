import { SingleBar } from 'cli-progress';
import { finalize, type MonoTypeOperatorFunction, Observable, tap } from 'rxjs';
import type { Chunk, Sent, TransferEvent } from 'rxmodem';
import type { ModemOptions } from '../options/modemOptions';
import type { ProgressOptions } from '../options/outputOptions';

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

const shown = <T extends TransferEvent>(source: Observable<T>): Observable<T> =>
  new Observable((subscriber) => {
    const bar = newBar();
    let doing = '';
    const begin = (total: number, does: string): void => {
      bar.stop();
      bar.start(total, 0, { does });
      doing = does;
    };
    const show = ({ loaded, total }: Chunk | Sent, does: string): void => {
      if (doing !== does) begin(total ?? loaded, does);
      // Where nobody knows the length, it is what came.
      if (total === undefined) bar.setTotal(loaded);
      bar.update(loaded);
    };
    return source
      .pipe(
        tap((event) => {
          if (event.kind === 'head') begin(event.length, 'gets');
          if (event.kind === 'chunk') show(event, 'gets');
          if (event.kind === 'sent') show(event, 'sends');
        }),
        finalize(() => bar.stop()),
      )
      .subscribe(subscriber);
  });

/** Shows a progress bar on stderr while a body goes and another one comes: where asked for, or where stderr is a terminal that is free. */
export const progress = <T extends TransferEvent>({
  progress: asked,
  trace,
}: ProgressOptions & Pick<ModemOptions, 'trace'>): MonoTypeOperatorFunction<T> => {
  const free = process.stderr.isTTY && (trace === undefined || typeof trace === 'string');
  return (source) => ((asked ?? free) ? shown(source) : source);
};
