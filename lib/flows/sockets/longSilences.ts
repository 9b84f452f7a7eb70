import { concatMap, type Observable, range, switchMap, timer } from 'rxjs';

/** After how long a silence the modem is asked, since the report of bytes, or of the end, may have been lost on the line. */
const SILENT_MS = 30_000;
/** The last of them is longer than a day. */
const MAX_SILENCES = 12;

/**
 * Emits after 30 s of silence, and each time that it has become twice as long; `stirred` ends a silence, and the first one begins
 * with it.
 *
 *     stirred  s--------------------------s---
 *     result   -----x----x---------x----------      after 30 s, 60 s more, 120 s more
 */
export const longSilences = (stirred: Observable<void>): Observable<number> =>
  stirred.pipe(
    switchMap(() => range(0, MAX_SILENCES).pipe(concatMap((times) => timer(SILENT_MS * 2 ** times)))),
  );
