import { concat, defer, type Observable } from 'rxjs';
import { http, type HttpRequest, type Modem, type Profile, type TransferEvent } from 'rxmodem';
import type { NetworkOptions } from '../options/networkOptions';
import { followed } from './followed';
import { knownProfile } from '../modem/knownProfile';
import { ready } from '../modem/ready';
import { withModem } from '../modem/withModem';

/**
 * Checks a request against a family, and returns it as the family can do it: with `redirect: 'manual'` where the modem does not
 * follow redirects by itself. Fails with `invalid-argument` and `unsupported`.
 */
const checkRequest = (profile: Profile, request: HttpRequest): HttpRequest => {
  const problem = http.check(profile, request);
  if (problem === undefined) return request;
  if (request.redirect !== 'follow' || problem.reason.kind !== 'unsupported') throw problem;
  return checkRequest(profile, { ...request, redirect: 'manual' });
};

const asked = (
  modem: Modem,
  request: HttpRequest,
  { readyTimeout }: NetworkOptions,
): Observable<TransferEvent> =>
  defer(() => {
    const fits = checkRequest(modem.profile, request);
    // The command follows redirects itself where the modem can't.
    const isOurs = request.redirect === 'follow' && fits.redirect === 'manual';
    const events = isOurs ? followed(modem, fits) : http.request(modem, fits);
    return concat(ready(modem, readyTimeout * 1_000), events);
  });

/**
 * Connects, waits for SIM and network, and makes one request. What the family can't do fails before anything is written:
 * before the port is opened where the family is known, and otherwise as soon as the modem was identified.
 */
export const httpExchange = (options: NetworkOptions, request: HttpRequest): Observable<TransferEvent> =>
  defer(() => {
    const known = knownProfile(options);
    if (known) checkRequest(known, request);
    return withModem(options, (modem) => asked(modem, request, options));
  });
