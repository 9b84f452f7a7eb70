import { catchError, concat, defer, type Observable, throwError } from 'rxjs';
import { http, type HttpRequest, type Modem, ModemError, type Profile, type TransferEvent } from 'rxmodem';
import type { NetworkOptions } from '../options/networkOptions';
import { CliError } from '../errors/cliError';
import { knownProfile } from '../modem/knownProfile';
import { ready } from '../modem/ready';
import { withModem } from '../modem/withModem';

/** As curl's older versions: a person is told sooner than a program. */
const MAX_REDIRECTS = 10;

/** Fails with `invalid-argument` and `unsupported` where the family can't do the request. */
const checkRequest = (profile: Profile, request: HttpRequest): void => {
  const problem = http.check(profile, request);
  if (problem) throw problem;
};

/** Redirects without end have an exit code of their own. */
const endless = (error: unknown): unknown => {
  const isEndless =
    error instanceof ModemError &&
    error.reason.kind === 'invalid-argument' &&
    error.reason.name === 'redirect' &&
    error.reason.problem.startsWith('more than');
  return isEndless ? new CliError({ kind: 'redirects', max: MAX_REDIRECTS }) : error;
};

const asked = (
  modem: Modem,
  request: HttpRequest,
  { readyTimeout }: NetworkOptions,
): Observable<TransferEvent> =>
  defer(() => {
    checkRequest(modem.profile, request);
    const events = http.request(modem, { ...request, maxRedirects: MAX_REDIRECTS });
    return concat(ready(modem, readyTimeout * 1_000), events).pipe(
      catchError((error: unknown) => throwError(() => endless(error))),
    );
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
