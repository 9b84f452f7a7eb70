import { catchError, concat, EMPTY, ignoreElements, type Observable, of, throwError } from 'rxjs';
import { http, type HttpRequest, type Modem, ModemError, type Profile } from 'rxmodem';

/** A modem on no port: a flow checks its request by the profile, and then nothing happens. */
const nowhere = (profile: Profile): Modem => ({
  profile,
  send: () => EMPTY,
  sendRaw: () => EMPTY,
  urcs: EMPTY,
  trace: EMPTY,
  inTurn: () => EMPTY,
  hold: () => EMPTY,
  note: () => undefined,
});

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
