import { concat, concatMap, EMPTY, ignoreElements, type Observable, catchError, of, throwError } from 'rxjs';
import { http, type HttpRequest, type Modem, type TransferEvent, ModemError, type Profile } from 'rxmodem';
import type { NetworkOptions } from '../options/networkOptions';
import { followed } from './followed';
import { knownProfile } from '../modem/knownProfile';
import { ready } from '../modem/ready';
import { withModem } from '../modem/withModem';
import { nowhere } from './nowhere';

const isUnsupported = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'unsupported';

/**
 * Checks a request against a family, without a modem, and emits it as the family can do it: with `redirect: 'manual'` if the
 * modem does not follow redirects by itself. Fails with `invalid-argument` and `unsupported`.
 */
const checkRequest = (profile: Profile, request: HttpRequest): Observable<HttpRequest> =>
  concat(http.request(nowhere(profile), request).pipe(ignoreElements()), of(request)).pipe(
    catchError((error: unknown) =>
      request.redirect === 'follow' && isUnsupported(error)
        ? checkRequest(profile, { ...request, redirect: 'manual' })
        : throwError(() => error),
    ),
  );

const asked = (
  modem: Modem,
  request: HttpRequest,
  { readyTimeout }: NetworkOptions,
): Observable<TransferEvent> =>
  checkRequest(modem.profile, request).pipe(
    concatMap((fits) => {
      // The command follows redirects for a modem that can't.
      const isOurs = request.redirect === 'follow' && fits.redirect === 'manual';
      const events = isOurs ? followed(modem, fits) : http.request(modem, fits);
      return concat(ready(modem, readyTimeout * 1_000), events);
    }),
  );

/**
 * Opens the modem, waits for SIM and network, and makes one request. A request that the family can't do fails before
 * anything is sent: before the port is opened if the family is known, otherwise as soon as the modem is identified.
 */
export const httpExchange = (options: NetworkOptions, request: HttpRequest): Observable<TransferEvent> => {
  const known = knownProfile(options);
  const early = known === undefined ? EMPTY : checkRequest(known, request).pipe(ignoreElements());
  return concat(
    early,
    withModem(options, (modem) => asked(modem, request, options)),
  );
};
