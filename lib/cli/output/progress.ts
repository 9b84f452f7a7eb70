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
    // The command handles signals itself.
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
      // An unknown length is shown as the bytes so far.
      if (total === undefined) bar.setTotal(loaded);
      bar.update(loaded);
    };
    return source
      .pipe(
        tap((event) => {
          if (event.kind === 'head') begin(event.length, 'receiving');
          if (event.kind === 'chunk') show(event, 'receiving');
          if (event.kind === 'sent') show(event, 'sending');
        }),
        finalize(() => bar.stop()),
      )
      .subscribe(subscriber);
  });

/** Shows a progress bar on stderr while bodies are sent and received: with `--progress`, or if stderr is a terminal that no
 * trace uses. */
export const progress = <T extends TransferEvent>({
  progress: asked,
  trace,
}: ProgressOptions & Pick<ModemOptions, 'trace'>): MonoTypeOperatorFunction<T> => {
  const free = process.stderr.isTTY && (trace === undefined || typeof trace === 'string');
  return (source) => ((asked ?? free) ? shown(source) : source);
};
