import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  catchError,
  concat,
  defer,
  EMPTY,
  mergeMap,
  Observable,
  of,
  Subscription,
  tap,
  throwError,
} from 'rxjs';
import { http } from '../flows/http/http';
import type { HttpRequest } from '../flows/http/httpRequest';
import type { HttpTarget } from '../flows/http/httpTarget';
import { validatorOf } from '../flows/http/bodyEvents';
import { checkValue, is } from '../grammar/checkOptions';
import { invalidArgument, ModemError } from '../grammar/errors/modemError';
import type { TransferEvent } from '../../operators/transferEvent';

/** How a file is downloaded: a request without what the download itself decides. */
export interface DownloadOptions extends Omit<
  HttpRequest,
  'url' | 'method' | 'body' | 'fromFile' | 'toFile' | 'into' | 'fromByte' | 'version' | 'known'
> {
  /** The SHA-256 that the file must have, 64 hexadecimal digits. A file with another one is deleted. Default: none is checked. */
  readonly sha256?: string | undefined;
  /** Whether a download that was broken off is continued. Default true. */
  readonly continues?: boolean | undefined;
}

/** The file is there, whole. */
export interface Downloaded {
  readonly kind: 'downloaded';
  readonly file: string;
  readonly bytes: number;
  /** The SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

/**
 * Downloads a URL to a file, which appears under its name only when it is complete.
 *
 *     http.download(modem, 'http://example.com/firmware.bin', '/tmp/firmware.bin', { sha256: '2cf2…' })
 *
 *     events   --h--c--c--c-----d|        h: head   c: chunk, with loaded and total   d: { kind: 'downloaded', bytes, sha256 }
 *
 * What came is kept beside it (`.firmware.bin.part`), with the server's name for its version. A later call goes on there: by a Range
 * request where the server names versions, otherwise by comparing the bytes. Where the server serves another file by now, it is
 * downloaded anew. Unsubscribing keeps what came. One download at a time may write a file.
 *
 * Fails as `http.get` does; with `digest` where the SHA-256 differs; with the system’s own error where the file can't be written.
 */
export const download = (
  target: HttpTarget,
  url: string | URL,
  file: string,
  options: DownloadOptions = {},
): Observable<TransferEvent | Downloaded> =>
  defer(() => {
    checkValue(file, is.name, 'file');
    const { sha256, continues = true, ...request } = options;
    if (sha256 !== undefined && !/^[\da-f]{64}$/i.test(sha256))
      return invalidArgument('sha256', 'it is not 64 hexadecimal digits');
    const part = new PartFile(file, String(url));
    if (!continues) part.forget();
    const once = (): Observable<TransferEvent> => received(target, { ...request, url }, part);
    const wasBegun = part.bytes > 0;
    return concat(
      once().pipe(
        catchError((error: unknown) => {
          if (!wasBegun || !isOther(error)) return throwError(() => error);
          part.forget();
          return once();
        }),
      ),
      defer(() => part.finish(sha256)),
    );
  });

/** The server serves another file than the one that was begun, or none that could be continued. */
const isOther = (error: unknown): boolean => error instanceof ModemError && error.reason.kind === 'range';

/** Receives the rest of a file. */
const received = (target: HttpTarget, request: HttpRequest, part: PartFile): Observable<TransferEvent> =>
  part.opened((into) => {
    const begun = part.begun();
    return http
      .get(target, { ...request, ...begun, into })
      .pipe(tap((event) => (event.kind === 'head' ? part.note(validatorOf(event)) : undefined)));
  });

/** Only the owner reads it: a URL may hold a password. */
const OWNER_ONLY = 0o600;

/** What is written down beside a file that is not complete. */
interface Note {
  readonly url: string;
  readonly version?: string;
}

/** A file that is not complete yet: its bytes, and what they are the beginning of. */
class PartFile {
  private readonly path: string;
  private readonly notePath: string;

  constructor(
    private readonly file: string,
    private readonly url: string,
  ) {
    this.path = join(dirname(file), `.${basename(file)}.part`);
    this.notePath = `${this.path}.json`;
    if (this.noted()?.url !== url) this.forget();
  }

  /** How many bytes are there. */
  get bytes(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  forget(): void {
    rmSync(this.path, { force: true });
    rmSync(this.notePath, { force: true });
  }

  /** Where a request goes on. */
  begun(): Pick<HttpRequest, 'fromByte' | 'version' | 'known'> {
    const fromByte = this.bytes;
    if (fromByte === 0) return {};
    const version = this.noted()?.version;
    return version === undefined
      ? { fromByte, known: () => createReadStream(this.path, { end: fromByte - 1 }) }
      : { fromByte, version };
  }

  note(version: string | undefined): void {
    const note: Note = { url: this.url, ...(version !== undefined && { version }) };
    writeFileSync(this.notePath, JSON.stringify(note), { mode: OWNER_ONLY });
    // The mode above counts for a new file only.
    chmodSync(this.notePath, OWNER_ONLY);
  }

  /** Opens it to write behind what is there; unsubscribing closes it, and keeps what was written. */
  opened<T>(work: (into: (chunk: Uint8Array) => Observable<never>) => Observable<T>): Observable<T> {
    return new Observable<T>((reader) => {
      const fd = openSync(this.path, 'a');
      // At the pace of a modem, a write that is done at once costs nothing, and nothing is on its way when the file is closed.
      const into = (chunk: Uint8Array): Observable<never> =>
        defer(() => {
          for (let at = 0; at < chunk.length;) at += writeSync(fd, chunk, at);
          return EMPTY;
        });
      // The work ends first, the file is closed behind it.
      const running = new Subscription();
      reader.add(running);
      reader.add(() => closeSync(fd));
      running.add(work(into).subscribe(reader));
    });
  }

  /** Gives it its name, where it is what was expected; emits that it is there. */
  finish(expected: string | undefined): Observable<Downloaded> {
    const { bytes } = this;
    return digestOf(this.path).pipe(
      mergeMap((sha256) => {
        if (expected !== undefined && expected.toLowerCase() !== sha256) {
          this.forget();
          return throwError(
            () =>
              new ModemError({
                kind: 'digest',
                where: this.file,
                expected: expected.toLowerCase(),
                got: sha256,
              }),
          );
        }
        const fd = openSync(this.path, 'r+');
        fsyncSync(fd);
        closeSync(fd);
        renameSync(this.path, this.file);
        rmSync(this.notePath, { force: true });
        return of<Downloaded>(Object.freeze({ kind: 'downloaded', file: this.file, bytes, sha256 }));
      }),
    );
  }

  private noted(): Note | undefined {
    try {
      return JSON.parse(readFileSync(this.notePath, 'utf8')) as Note;
    } catch {
      return undefined;
    }
  }
}

/** The SHA-256 of a file, hexadecimal. */
const digestOf = (path: string): Observable<string> =>
  new Observable<Uint8Array>((out) => {
    const stream = createReadStream(path)
      .on('data', (chunk) => out.next(chunk as Buffer))
      .on('error', (error) => out.error(error))
      .on('end', () => out.complete());
    return () => stream.destroy();
  }).pipe(hashed);

const hashed = (bytes: Observable<Uint8Array>): Observable<string> =>
  defer(() => {
    const hash = createHash('sha256');
    return concat(
      bytes.pipe(
        tap((chunk) => hash.update(chunk)),
        mergeMap(() => EMPTY),
      ),
      defer(() => of(hash.digest('hex'))),
    );
  });
