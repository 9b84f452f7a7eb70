import { catchError, concat, ignoreElements, type Observable, of, throwError } from 'rxjs';
import { http, type HttpRequest, ModemError, type Profile } from 'rxmodem';
import { nowhere } from './nowhere';

const isUnsupported = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'unsupported';

/**
 * Checks a request against what a family can do, with no modem and nothing written, and emits it as it can be done: with
 * `redirect: 'manual'` where the modem does not follow redirects by itself. Fails with `invalid-argument` and `unsupported`.
 */
export const feasible = (profile: Profile, request: HttpRequest): Observable<HttpRequest> =>
  concat(http.request(nowhere(profile), request).pipe(ignoreElements()), of(request)).pipe(
    catchError((error: unknown) =>
      request.redirect === 'follow' && isUnsupported(error)
        ? feasible(profile, { ...request, redirect: 'manual' })
        : throwError(() => error),
    ),
  );
