import { serviceOf } from '../../dialects/serviceOf';
import type { FtpServer } from '../../dialects/ftpDialect';
import type { Profile } from '../../dialects/profile';
import { spellable } from '../../grammar/codecs/spellable';
import type { ModemError } from '../../grammar/errors/modemError';
import { problemOf } from '../transfer/problemOf';
import { checkedPath, supportedServer } from './ftpSession';

/** A path on the server that is to be checked; `toFile` and `fromFile` are files on the modem, as of `getToFile` and `putFromFile`. */
export type FtpPath =
  | { readonly directory: string }
  | { readonly file: string; readonly toFile?: string; readonly fromFile?: string };

/**
 * The error with which a flow with a server fails on a family before anything is written, or `undefined`. Needs no modem.
 *
 *     ftp.check(sim800, { host: 'files.example.com' }, { file: '/logs/' })    ⇒ ModemError { kind: 'invalid-argument', name: 'path' … }
 */
export const ftpCheck = (profile: Profile, server: FtpServer, path?: FtpPath): ModemError | undefined =>
  problemOf(() => {
    const ftp = serviceOf(profile, 'ftp');
    supportedServer(profile, server);
    if (!path) return;
    if ('directory' in path) return void checkedPath(path.directory, false, ftp);
    const { toFile, fromFile } = path;
    const full = checkedPath(path.file, true, ftp);
    if (toFile !== undefined) ftp.checkFile({ path: full, file: spellable(toFile, 'file', '"') }, 'get');
    if (fromFile !== undefined) ftp.checkFile({ path: full, file: spellable(fromFile, 'file', '"') }, 'put');
  });
