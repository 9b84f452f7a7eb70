import { defer, map, type Observable, tap } from 'rxjs';
import type { FtpOrigin, FtpSession } from '../../../lib/emulator';

/** Notes what is done to the files of a server: `STOR /a.txt` when its first bytes come, `DELE /a.txt`, `MKD /made`. */
export const loggedFtp =
  (origin: FtpOrigin, deeds: string[]): FtpOrigin =>
  (login) =>
    origin(login).pipe(map((session) => logged(session, deeds)));

const logged = (session: FtpSession, deeds: string[]): FtpSession => {
  const noting = <T>(deed: string, work: Observable<T>): Observable<T> =>
    defer(() => {
      deeds.push(deed);
      return work;
    });
  return {
    ...session,
    put: (path, how, chunks) => {
      let isNoted = false;
      const note = (): void => {
        if (!isNoted) deeds.push(`${how} ${path}`);
        isNoted = true;
      };
      return session.put(path, how, chunks.pipe(tap(note)));
    },
    remove: (path) => noting(`DELE ${path}`, session.remove(path)),
    makeDirectory: (path) => noting(`MKD ${path}`, session.makeDirectory(path)),
    removeDirectory: (path) => noting(`RMD ${path}`, session.removeDirectory(path)),
  };
};
