import { concat, defer, type Observable } from 'rxjs';
import { ftp, type FtpOptions, type FtpServer, type Modem, type Profile } from 'rxmodem';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, retryOf } from '../options/networkOptions';
import type { FtpTarget } from './ftpTarget';
import { knownProfile } from '../modem/knownProfile';
import { ready } from '../modem/ready';
import { withModem } from '../modem/withModem';

/** One thing that the library does with a server. */
export type FtpWork<T> = (
  modem: Modem,
  server: FtpServer,
  path: string,
  options: FtpOptions,
) => Observable<T>;

/**
 * Connects, waits for SIM and network, and does one thing with an FTP server. What the family can't do fails before the port
 * is opened where the family is known, and otherwise as soon as the modem was identified.
 */
export const withServer = <T>(
  options: NetworkOptions,
  { server: login, path, names }: FtpTarget,
  work: FtpWork<T>,
): Observable<T> =>
  defer(() => {
    const server = { ...login, access: accessOf(options) };
    const check = (profile: Profile): void => {
      const problem = ftp.check(profile, server, names === 'file' ? { file: path } : { directory: path });
      if (problem) throw problem;
    };
    const known = knownProfile(options);
    if (known) check(known);
    return withModem(options, (modem) =>
      defer(() => {
        check(modem.profile);
        return concat(
          ready(modem, options.readyTimeout * 1_000),
          work(modem, server, path, { retry: retryOf(options) }),
        );
      }),
    );
  });
