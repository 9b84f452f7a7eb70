import { defer, type Observable } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import { lengthOf, pacedWindow } from '../../../operators/pacedWindow';
import type { FtpDownload } from '../ftpDialect';
import { untilDone } from '../../../operators/untilDone';

/** What is read in windows, and who takes them. */
export interface TakeWindows extends Pick<FtpDownload, 'fromByte' | 'windows' | 'take'> {
  readonly totalBytes: number;
}

/**
 * Reads what is on the modem window by window, at the transfer's pace; each window is taken before the next one is read.
 *
 *     read   (0, 4,096)--w    (4,096, 8,192)--x
 *     take               ww|                  x|
 *
 * A short window does not end it. Fails with `length` where a window is empty, and with the errors of `read` and `take`.
 */
export const takeWindows = (
  read: (offset: number, size: number) => Observable<readonly Uint8Array[]>,
  { totalBytes, fromByte, windows, take }: TakeWindows,
): Observable<never> =>
  defer(() => {
    let position = fromByte;
    const step = (): Observable<never> =>
      pacedWindow(
        windows,
        (windowBytes) => read(position, Math.min(windowBytes, totalBytes - position)),
        (slices) => {
          const got = lengthOf(slices);
          position += got;
          if (got > 0) return take(slices);
          throw new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: position });
        },
      );
    return untilDone(() => position >= totalBytes, step);
  });
