import { catchError, concat, defer, type Observable, throwError } from 'rxjs';
import {
  type FlowTarget,
  http,
  type HttpRequest,
  type Modem,
  ModemError,
  type Profile,
  type TransferEvent,
} from 'rxmodem';
import type { NetworkOptions } from '../options/networkOptions';
import { CliError } from '../errors/cliError';
import { knownProfile } from '../modem/knownProfile';
import { ready } from '../modem/ready';
import { remotePortOf } from '../options/remotePort';
import { withModem } from '../modem/withModem';
import { withRemote } from '../modem/withRemote';

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
    return concat(ready(modem, readyTimeout * 1_000), requestOn(modem, request));
  });

const requestOn = (target: FlowTarget<'http'>, request: HttpRequest): Observable<TransferEvent> =>
  http
    .request(target, { ...request, maxRedirects: MAX_REDIRECTS })
    .pipe(catchError((error: unknown) => throwError(() => endless(error))));

/** A gateway has its own access point; a job that names one is refused. */
const withoutAccess = ({ access, ...request }: HttpRequest): HttpRequest =>
  Object.keys(access ?? {}).length === 0 ? request : { ...request, access };

/**
 * Connects, waits for SIM and network, and makes one request. What the family can't do fails before anything is written:
 * before the port is opened where the family is known, and otherwise as soon as the modem was identified. Through a broker the
 * gateway does all of this.
 */
export const httpExchange = (options: NetworkOptions, request: HttpRequest): Observable<TransferEvent> =>
  defer(() => {
    const remote = remotePortOf(options);
    if (remote) return withRemote(remote, options, (far) => requestOn(far, withoutAccess(request)));
    const known = knownProfile(options);
    if (known) checkRequest(known, request);
    return withModem(options, (modem) => asked(modem, request, options));
  });
