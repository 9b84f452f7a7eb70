import { concat, concatMap, EMPTY, ignoreElements, type Observable } from 'rxjs';
import { http, type HttpRequest, type Modem, type TransferEvent } from 'rxmodem';
import type { NetworkOptions } from './networkOptions';
import { feasible } from './feasible';
import { followed } from './followed';
import { knownProfile } from './knownProfile';
import { ready } from './ready';
import { withModem } from './withModem';

const asked = (
  modem: Modem,
  request: HttpRequest,
  { readyTimeout }: NetworkOptions,
): Observable<TransferEvent> =>
  feasible(modem.profile, request).pipe(
    concatMap((fits) => {
      // Who wants redirects followed, of a modem that can't, gets them followed here.
      const isOurs = request.redirect === 'follow' && fits.redirect === 'manual';
      const events = isOurs ? followed(modem, fits) : http.request(modem, fits);
      return concat(ready(modem, readyTimeout * 1_000), events);
    }),
  );

/**
 * Connects, waits for SIM and network, and makes one request. What the family can't do fails before anything is written:
 * before the port is opened where the family is known, and else as soon as the modem has said which it is.
 */
export const exchange = (options: NetworkOptions, request: HttpRequest): Observable<TransferEvent> => {
  const known = knownProfile(options);
  const early = known === undefined ? EMPTY : feasible(known, request).pipe(ignoreElements());
  return concat(
    early,
    withModem(options, (modem) => asked(modem, request, options)),
  );
};
