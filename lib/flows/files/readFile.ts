import { defer, mergeMap, type Observable, type ObservableInput, takeUntil } from 'rxjs';
import type { Chunk } from '../../../operators/transferEvent';
import { readWindows } from '../../../operators/readWindows';
import type { Modem } from '../../modem/modem';

/** How a file is read. */
export interface ReadFileOptions {
  /** Takes each chunk; the next window is asked for when it completes. Default: whoever subscribes, at once. */
  readonly into?: (chunk: Uint8Array) => ObservableInput<unknown>;
  /** Bytes that are asked for at once. Default 4,096; the family's most where it is less. */
  readonly windowBytes?: number;
}

const WINDOW_BYTES = 4_096;

/**
 * Reads a file of the modem's in chunks, window by window.
 *
 *     subscribe   s
 *     modem       size READ   READ   READ
 *     chunks      -----ccc----ccc----c|        { loaded, total }
 *
 * An empty file has no chunks. Damaged windows are read again. Fails as the modem does where there is no such file, with
 * `corrupt` where the line stays bad, `length` where the file has become shorter meanwhile.
 */
export const readFile = (
  modem: Modem,
  path: string,
  { into, windowBytes = WINDOW_BYTES }: ReadFileOptions = {},
): Observable<Chunk> =>
  defer(() => {
    const dialect = modem.profile.files;
    const full = dialect.pathOf(path);
    const most = Math.max(1, Math.min(windowBytes, dialect.maxReadBytes));
    return modem.exclusive(
      'files',
      (channel) => (leaving) =>
        dialect.size(channel, full).pipe(
          mergeMap((totalBytes) =>
            readWindows((offset, size) => dialect.read(channel, full, offset, size), {
              totalBytes,
              windowBytes: most,
              ...(into && { into }),
            }),
          ),
          takeUntil(leaving),
        ),
    );
  });
