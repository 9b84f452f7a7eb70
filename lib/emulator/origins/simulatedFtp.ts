import {
  concat,
  concatMap,
  defer,
  delay,
  EMPTY,
  from,
  map,
  type Observable,
  of,
  throwError,
  timer,
} from 'rxjs';
import { FtpFailure, type FtpFailureKind, type FtpLogin, type FtpOrigin, type FtpSession } from './ftpOrigin';

/** An FTP server, as data. */
export interface FtpSite {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Files by absolute path; their directories are there, too. */
  readonly files?: Readonly<Record<string, string | Uint8Array>> | undefined;
  /** Empty directories. */
  readonly folders?: readonly string[] | undefined;
  /** It can't be reached, or refuses. */
  readonly fails?: FtpFailureKind | undefined;
  /** How long a login takes. Default 0. */
  readonly delayMs?: number | undefined;
  /** Downloads arrive in chunks of this many bytes, one every `chunkMs`. Default: 1,460 bytes, at once. */
  readonly chunkBytes?: number | undefined;
  readonly chunkMs?: number | undefined;
  /** The byte counts after which the first, the second … download or upload breaks. */
  readonly breaks?: readonly number[] | undefined;
  /** It does not know SIZE. */
  readonly lacksSize?: boolean | undefined;
}

/** Simulated FTP servers and their files. */
export interface SimulatedFtp extends FtpOrigin {
  readonly fileOf: (host: string, path: string) => Uint8Array | undefined;
  /** Who logged in, and how often. */
  readonly logins: readonly FtpLogin[];
}

const CHUNK_BYTES = 1_460;

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const plain = (path: string): string => `/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

const failing = (kind: FtpFailureKind): Observable<never> => throwError(() => new FtpFailure(kind));

/** A server's files and what can be done with them. */
class Server {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>(['/']);
  private readonly breaks: number[];

  constructor(readonly site: FtpSite) {
    for (const [path, content] of Object.entries(site.files ?? {})) {
      this.files.set(plain(path), bytesOf(content));
      this.addFolders(parentOf(plain(path)));
    }
    for (const path of site.folders ?? []) this.addFolders(plain(path));
    this.breaks = [...(site.breaks ?? [])];
  }

  private addFolders(path: string): void {
    for (let at = path; at !== '/'; at = parentOf(at)) this.folders.add(at);
  }

  get(path: string, fromByte: number): Observable<Uint8Array> {
    const bytes = this.files.get(plain(path));
    if (!bytes) return failing('missing');
    const { chunkBytes = CHUNK_BYTES, chunkMs = 0 } = this.site;
    const most = this.breaks.shift() ?? Infinity;
    const rest = bytes.subarray(fromByte);
    const sent = rest.subarray(0, most);
    const chunks = Array.from({ length: Math.ceil(sent.length / chunkBytes) }, (_, at) =>
      sent.subarray(at * chunkBytes, (at + 1) * chunkBytes),
    );
    const paced = from(chunks).pipe(
      concatMap((chunk) => (chunkMs > 0 ? of(chunk).pipe(delay(chunkMs)) : of(chunk))),
    );
    return sent.length < rest.length ? concat(paced, failing('network')) : paced;
  }

  put(path: string, how: 'STOR' | 'APPE' | 'STOU', chunks: Observable<Uint8Array>): Observable<never> {
    const wanted = plain(path);
    if (!this.folders.has(parentOf(wanted)) || this.folders.has(wanted)) return failing('refused');
    const target = how === 'STOU' && this.files.has(wanted) ? `${wanted}.1` : wanted;
    const most = this.breaks.shift() ?? Infinity;
    const before = how === 'APPE' ? (this.files.get(target) ?? new Uint8Array(0)) : new Uint8Array(0);
    this.files.set(target, before);
    let got = 0;
    return chunks.pipe(
      concatMap((chunk) => {
        const kept = chunk.subarray(0, Math.max(0, most - got));
        got += chunk.length;
        this.files.set(target, joined(this.files.get(target) ?? before, kept));
        return got > most ? failing('network') : EMPTY;
      }),
    );
  }

  list(path: string): Observable<string> {
    const folder = plain(path);
    if (!this.folders.has(folder)) return failing('missing');
    const inside = (name: string): boolean => name !== '/' && parentOf(name) === folder;
    const row = (mode: string, size: number, name: string): string =>
      `${mode} 1 ftp      ftp      ${String(size).padStart(8)} Oct 12 14:58 ${name}\r\n`;
    const folders = [...this.folders].filter(inside).map((name) => row('drwxr-xr-x', 0, nameOf(name)));
    const files = [...this.files].filter(([name]) => inside(name));
    return of(
      [...folders, ...files.map(([name, bytes]) => row('-rw-r--r--', bytes.length, nameOf(name)))].join(''),
    );
  }

  size(path: string): Observable<number> {
    const bytes = this.site.lacksSize === true ? undefined : this.files.get(plain(path));
    return bytes ? of(bytes.length) : failing('missing');
  }

  remove(path: string): Observable<never> {
    return this.files.delete(plain(path)) ? EMPTY : failing('missing');
  }

  makeDirectory(path: string): Observable<never> {
    const folder = plain(path);
    if (this.folders.has(folder) || this.files.has(folder) || !this.folders.has(parentOf(folder)))
      return failing('refused');
    this.folders.add(folder);
    return EMPTY;
  }

  removeDirectory(path: string): Observable<never> {
    const folder = plain(path);
    const isEmpty = ![...this.folders, ...this.files.keys()].some(
      (name) => name !== folder && name.startsWith(`${folder}/`),
    );
    return folder !== '/' && isEmpty && this.folders.delete(folder) ? EMPTY : failing('refused');
  }
}

const sessionOf = (server: Server): FtpSession => ({
  get: (path, fromByte) => defer(() => server.get(path, fromByte)),
  put: (path, how, chunks) => defer(() => server.put(path, how, chunks)),
  list: (path) => defer(() => server.list(path)),
  size: (path) => defer(() => server.size(path)),
  remove: (path) => defer(() => server.remove(path)),
  makeDirectory: (path) => defer(() => server.makeDirectory(path)),
  removeDirectory: (path) => defer(() => server.removeDirectory(path)),
});

/**
 * Makes FTP servers by their hosts, for specs and demos, in virtual time. An unknown host can't be resolved.
 *
 *     const servers = simulatedFtp({ 'files.example.com': { user: 'me', password: 'pw', files: { '/a.txt': 'hello' } } });
 *     emulator({ family: 'sim800', origin, ftp: servers })      servers.fileOf('files.example.com', '/a.txt')
 *
 * What is uploaded stays there. Listings are those of a Unix server.
 */
export const simulatedFtp = (sites: Readonly<Record<string, FtpSite>>): SimulatedFtp => {
  const servers = new Map(Object.entries(sites).map(([host, site]) => [host, new Server(site)]));
  const logins: FtpLogin[] = [];
  const origin: FtpOrigin = (login) =>
    defer((): Observable<FtpSession> => {
      const server = servers.get(login.host);
      if (!server) return failing('dns');
      logins.push(login);
      const { fails, user = 'anonymous', password, delayMs = 0 } = server.site;
      if (fails) return failing(fails);
      if (login.user !== user || (password !== undefined && login.password !== password))
        return failing('password');
      return delayMs > 0 ? timer(delayMs).pipe(map(() => sessionOf(server))) : of(sessionOf(server));
    });
  return Object.assign(origin, {
    fileOf: (host: string, path: string) => servers.get(host)?.files.get(plain(path)),
    logins,
  });
};
