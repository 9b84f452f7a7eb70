import { concatMap, type Observable, range, switchMap, timer } from 'rxjs';

/** After how long a silence the modem is asked, since the report of bytes, or of the end, may have been lost on the line. */
const SILENT_MS = 30_000;
const MAX_SILENCES = 12;

/** Emits after 30 s of silence, and each time that it has become twice as long. */
export const longSilences = (stirred: Observable<void>): Observable<number> =>
  stirred.pipe(
    switchMap(() => range(0, MAX_SILENCES).pipe(concatMap((times) => timer(SILENT_MS * 2 ** times)))),
  );
