import { concat, defer, EMPTY, ignoreElements, type Observable } from 'rxjs';
import type { FtpOptions, FtpServer, Modem } from 'rxmodem';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, retryOf } from '../options/networkOptions';
import type { FtpTarget } from './ftpTarget';
import { knownProfile } from '../modem/knownProfile';
import { nowhere } from './nowhere';
import { ready } from '../modem/ready';
import { withModem } from '../modem/withModem';

/** One flow with a server. */
export type FtpWork<T> = (
  modem: Modem,
  server: FtpServer,
  path: string,
  options: FtpOptions,
) => Observable<T>;

/**
 * Opens the modem, waits for SIM and network, and runs one flow with an FTP server. A request that the family can't do fails
 * before the port is opened if the family is known, otherwise as soon as the modem is identified.
 */
export const withServer = <T>(
  options: NetworkOptions,
  { server, path }: FtpTarget,
  work: FtpWork<T>,
): Observable<T> =>
  defer(() => {
    const access = accessOf(options);
    const on = (modem: Modem): Observable<T> =>
      work(modem, { ...server, access }, path, { retry: retryOf(options) });
    const known = knownProfile(options);
    const early = known === undefined ? EMPTY : on(nowhere(known)).pipe(ignoreElements());
    const late = (modem: Modem): Observable<never> =>
      known === undefined ? on(nowhere(modem.profile)).pipe(ignoreElements()) : EMPTY;
    return concat(
      early,
      withModem(options, (modem) =>
        concat(late(modem), ready(modem, options.readyTimeout * 1_000), on(modem)),
      ),
    );
  });
