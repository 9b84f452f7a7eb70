import { catchError, defaultIfEmpty, type Observable, of, timeout } from 'rxjs';
import type { HandlerContext } from '../../../core/handler';
import type { Echo } from '../../../origins/socketOrigin';

/** One echo request: emits its reply, or `undefined` where none comes in time. */
export const echoFrom = (
  { sockets }: HandlerContext,
  address: string,
  { sizeBytes, waitMs }: { readonly sizeBytes: number; readonly waitMs: number },
): Observable<Echo | undefined> =>
  sockets.ping(address, sizeBytes).pipe(
    timeout(waitMs),
    catchError(() => of(undefined)),
    defaultIfEmpty(undefined),
  );
