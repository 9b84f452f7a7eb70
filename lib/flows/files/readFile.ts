import { namingForeign } from '../transfer/namingModel';
import { serviceOf } from '../../dialects/serviceOf';
import { checkOptions, checkValue, is } from '../../grammar/checkOptions';
import { concat, defer, mergeMap, type Observable, type ObservableInput, takeUntil, throwError } from 'rxjs';
import type { Chunk } from '../../../operators/transferEvent';
import { readWindows } from '../../../operators/readWindows';
import { isWindowBytes, windowPace } from '../../../operators/windowPace';
import { onRefusal } from '../../dialects/steps/onRefusal';
import { sameSize } from '../../dialects/steps/sameSize';
import type { Modem } from '../../modem/modem';

/** How a file is read. */
export interface ReadFileOptions {
  /** Takes each chunk; the next window is requested when it completes. Default: the subscriber takes it at once. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
  /**
   * Bytes per window. Default `'auto'`: windows begin with 4,096 bytes and grow up to what line and consumer take in 0.7 s, and to
   * the family's limit.
   */
  readonly windowBytes?: number | 'auto' | undefined;
}

const CHECKS = { into: is.call, windowBytes: isWindowBytes };

/**
 * Reads a file of the modem's in chunks, window by window.
 *
 *     subscribe   s
 *     modem       size READ   READ   READ size
 *     chunks      -----ccc----ccc----c--------|        { loaded, total }
 *
 * An empty file has no chunks. Damaged windows are read again. Fails as the modem does where there is no such file, with
 * `corrupt` where the line stays bad, `length` where the file has another length than at first: it has changed, or the first answer was damaged.
 */
export const readFile = (modem: Modem, path: string, options: ReadFileOptions = {}): Observable<Chunk> =>
  defer(() => {
    const { into, windowBytes } = checkOptions(options, CHECKS);
    const dialect = serviceOf(modem.profile, 'files');
    const full = dialect.pathOf(checkValue(path, is.text, 'path'));
    const reading = modem.exclusive(
      'files',
      (channel) => (leaving) =>
        dialect.size(channel, full).pipe(
          mergeMap((totalBytes) => {
            const windows = windowPace(windowBytes, dialect.maxReadBytes, channel);
            const read = (offset: number, size: number) =>
              dialect.read(channel, full, offset, size, totalBytes);
            const checked = sameSize(dialect, channel, full, totalBytes);
            const windowed = readWindows(read, { totalBytes, windowBytes: windows, ...(into && { into }) });
            // What lies behind the end is refused: the first answer may have had a digit more.
            const bytes = windowed.pipe(
              onRefusal((error) =>
                concat(
                  checked,
                  throwError(() => error),
                ),
              ),
            );
            return concat(bytes, checked);
          }),
          takeUntil(leaving),
        ),
    );
    return reading.pipe(namingForeign(modem));
  });
