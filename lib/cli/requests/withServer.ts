import { concat, defer, type Observable } from 'rxjs';
import { type FlowTarget, ftp, type FtpOptions, type FtpServer, type Profile } from 'rxmodem';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, retryOf } from '../options/networkOptions';
import type { FtpTarget } from './ftpTarget';
import { knownProfile } from '../modem/knownProfile';
import { ready } from '../modem/ready';
import { remotePortOf } from '../options/remotePort';
import { withModem } from '../modem/withModem';
import { withRemote } from '../modem/withRemote';

/** One thing that the library does with a server. */
export type FtpWork<T> = (
  target: FlowTarget<'ftp'>,
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
    const access = accessOf(options);
    const remote = remotePortOf(options);
    if (remote) {
      // A gateway has its own access point; a job that names one is refused.
      const server = Object.keys(access).length === 0 ? login : { ...login, access };
      return withRemote(remote, options, (far) => work(far, server, path, { retry: retryOf(options) }));
    }
    const server = { ...login, access };
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
