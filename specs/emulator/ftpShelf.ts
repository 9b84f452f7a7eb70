import {
  defer,
  EMPTY,
  ignoreElements,
  mergeMap,
  Observable,
  of,
  reduce,
  Subject,
  tap,
  throwError,
} from 'rxjs';
import {
  FtpFailure,
  type FtpFailureKind,
  type FtpLogin,
  type FtpOrigin,
  type FtpSession,
} from '../../lib/emulator/origins/ftpOrigin';
import { joinBytes } from '../../operators/joinBytes';

/** A server whose files lie on a shelf: the plainest one that a spec can look into. Paths begin with `/`. */
export interface FtpShelf {
  readonly origin: FtpOrigin;
  readonly files: Map<string, Uint8Array>;
  readonly folders: Set<string>;
  readonly logins: FtpLogin[];
  /** How many sessions are open. */
  readonly open: () => number;
  /** The server goes away from whoever is logged in. */
  readonly hangUp: () => void;
}

const fail = (kind: FtpFailureKind): Observable<never> => throwError(() => new FtpFailure(kind));
const NONE = new Uint8Array(0);

const sessionOn = (files: FtpShelf['files'], folders: FtpShelf['folders']): FtpSession => {
  const change = (works: () => boolean): Observable<never> =>
    defer(() => (works() ? EMPTY : fail('missing')));
  const line = (path: string): string =>
    `-rw-r--r-- 1 ftp ftp ${String(files.get(path)?.length).padStart(12)} Mar 19 17:10 ${path.slice(1)}\r\n`;
  const inside = (path: string): readonly string[] | undefined => {
    if (files.has(path)) return [path];
    return folders.has(path) ? [...files.keys()] : undefined;
  };
  return {
    get: (path, fromByte) =>
      defer(() => {
        const bytes = files.get(path);
        if (!bytes) return fail('missing');
        return fromByte < bytes.length ? of(bytes.subarray(fromByte)) : EMPTY;
      }),
    put: (path, how, chunks) =>
      chunks.pipe(
        reduce((slices: Uint8Array[], slice) => [...slices, slice], []),
        tap((slices) => {
          const before = how === 'APPE' ? (files.get(path) ?? NONE) : NONE;
          files.set(path, joinBytes([before, ...slices]));
        }),
        ignoreElements(),
      ),
    list: (path) =>
      defer(() => {
        const paths = inside(path);
        return paths ? of(paths.map(line).join('')) : fail('missing');
      }),
    size: (path) => defer(() => (files.has(path) ? of(files.get(path)?.length ?? 0) : fail('missing'))),
    remove: (path) => change(() => files.delete(path)),
    makeDirectory: (path) => change(() => !folders.has(path) && folders.add(path).has(path)),
    removeDirectory: (path) => change(() => folders.delete(path)),
  };
};

/** Puts files on a shelf; user `user` with password `secret` may take them, anybody else is refused. */
export const ftpShelf = (stored: Readonly<Record<string, Uint8Array>> = {}): FtpShelf => {
  const files = new Map(Object.entries(stored));
  const folders = new Set(['/']);
  const logins: FtpLogin[] = [];
  const hungUp = new Subject<void>();
  let open = 0;
  const origin: FtpOrigin = (login) =>
    defer(() => {
      logins.push(login);
      if (login.host === 'nowhere') return fail('dns');
      if (login.user !== 'user') return fail('user');
      if (login.password !== 'secret') return fail('password');
      const gone = hungUp.pipe(mergeMap(() => fail('closed')));
      const session = new Observable<FtpSession>((modem) => {
        open += 1;
        modem.next(sessionOn(files, folders));
        modem.add(gone.subscribe({ error: (error: unknown) => modem.error(error) }));
        return () => {
          open -= 1;
        };
      });
      return session;
    });
  return { origin, files, folders, logins, open: () => open, hangUp: () => hungUp.next() };
};
