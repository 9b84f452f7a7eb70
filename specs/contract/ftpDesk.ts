import { type Observable, switchMap, take } from 'rxjs';
import { openModem, type OpenModemOptions, type FtpServer, type Profile } from '../../lib';
import {
  emulator,
  type Emulator,
  type FtpOrigin,
  type FtpSite,
  type EmulatorSettings,
  simulatedFtp,
  type SimulatedFtp,
  simulatedWeb,
} from '../../lib/emulator';
import type { Modem } from '../../lib/modem/modem';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';

export const HOST = 'files.example.com';
export const PASSWORD = 'pass-word-4711';
export const server: FtpServer = { host: HOST, user: 'me', password: PASSWORD };

/** A virtual modem with an FTP server behind it. */
export interface FtpDesk {
  readonly virtual: Emulator;
  readonly profile: Profile;
  readonly servers: SimulatedFtp;
  readonly heard: readonly string[];
  readonly connected: (options?: OpenModemOptions) => Observable<Modem>;
  /** Connects, does something, leaves: to its end, in virtual time. */
  readonly on: <T>(act: (modem: Modem) => Observable<T>, options?: OpenModemOptions) => Watched<T>;
  readonly file: (path: string) => Uint8Array | undefined;
}

export const ftpDesk = (
  profile: Profile,
  site: FtpSite = {},
  knobs: Partial<EmulatorSettings> & { readonly ftp?: FtpOrigin } = {},
): FtpDesk => {
  const servers = simulatedFtp({ [HOST]: { user: 'me', password: PASSWORD, ...site } });
  const virtual = emulator({
    family: profile.name,
    origin: simulatedWeb({}),
    ftp: servers,
    latencyMs: 0,
    ...knobs,
  });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const connected: FtpDesk['connected'] = (options) => openModem(virtual.transport, profile, options);
  return {
    virtual,
    profile,
    servers,
    heard,
    connected,
    on: (act, options) => virtually(() => watch(connected(options).pipe(take(1), switchMap(act)))),
    file: (path) => servers.fileOf(HOST, path),
  };
};
