import { concat, defer, EMPTY, map, mergeMap, type Observable, of, tap } from 'rxjs';
import type { FtpDialect, FtpUpload } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import type { Modem } from '../modem/modem';
import { persist } from '../../operators/persist';
import type { Talk } from '../../operators/talk';
import type { Resumed, Sent } from '../../operators/transferEvent';
import { checkedPath } from './checkedPath';
import { ftpComeback } from './ftpComeback';
import { ftpLength } from './ftpLength';
import { ftpOptions, type FtpPutOptions } from './ftpOptions';
import { ftpSession } from './ftpSession';
import { httpBody, type HttpBody, type StreamedBody } from './httpBody';
import { skipBytes } from './skipBytes';

/** What one upload needs to know, and how far it is. */
interface Upload {
  readonly path: string;
  readonly how: FtpUpload['how'];
  readonly body: StreamedBody;
  readonly way: FtpUpload['way'];
  readonly resultMs: number;
  readonly resumes: boolean;
  /** How long the file was before, where the body goes behind that. */
  base: number | undefined;
  /** Bytes of the body that the server has, as far as is known. */
  loaded: number;
  isBegun: boolean;
}

/** Gives the rest of the body, and tells how far the whole is. */
const give = (talk: Talk, dialect: FtpDialect, upload: Upload): Observable<Sent> => {
  const { path, body, way, resultMs, loaded: from } = upload;
  const { length: total } = body;
  const content = { length: total - from, chunks: body.chunks.pipe(skipBytes(from)) };
  const how = from > 0 ? 'append' : upload.how;
  return dialect.put(talk, { path, content, how, way, resultMs }).pipe(
    map(({ loaded }): Sent => Object.freeze({ kind: 'sent', loaded: from + loaded, total })),
    tap(({ loaded }) => {
      upload.loaded = loaded;
      upload.isBegun = true;
    }),
  );
};

/** Asks how much of the body the server has; a file that is not there has nothing. */
const look = (talk: Talk, dialect: FtpDialect, upload: Upload): Observable<never> =>
  defer(() => {
    const { resumes, how, isBegun, path, resultMs, body } = upload;
    const isAsked = resumes && (isBegun || how === 'append');
    if (!isAsked) {
      upload.loaded = 0;
      return EMPTY;
    }
    return ftpLength(talk, dialect, path, resultMs).pipe(
      mergeMap((length = 0) => {
        upload.base ??= how === 'append' ? length : 0;
        const stored = length - upload.base;
        // More than was given is somebody else's doing: begin anew where that does no harm.
        upload.loaded = stored > 0 && stored <= body.length ? stored : 0;
        return EMPTY;
      }),
    );
  });

/** One try: looks how far it is, and gives the rest, if there is one. */
const attemptOn = (talk: Talk, dialect: FtpDialect, upload: Upload): Observable<Sent> =>
  concat(
    look(talk, dialect, upload),
    defer(() => {
      const { isBegun, loaded, body } = upload;
      const { length: total } = body;
      const isWhole = isBegun && loaded === total && upload.resumes;
      return isWhole ? of<Sent>(Object.freeze({ kind: 'sent', loaded, total })) : give(talk, dialect, upload);
    }),
  );

/**
 * Uploads a file: in the place of one that is there, or behind its end.
 *
 *     subscribe   s
 *     modem       PUT   PUT=2   PUT=2   PUT=2,0 … 1,0
 *     sent        ------s-------s---------------|      { loaded, total }
 *
 * It completes when the server has stored it, which may take long. After a failure in the middle it asks the server how much
 * it has and goes on there, where `resume` says so; else the whole is stored anew (`resumed` at 0), or the failure stands
 * where that would append twice. The body is subscribed to again then. Fails as downloads do, and with `length` where the
 * body has another length than it says.
 */
export const ftpPut =
  (how: FtpUpload['how']) =>
  (
    modem: Modem,
    server: FtpServer,
    path: string,
    given: HttpBody,
    options: FtpPutOptions = {},
  ): Observable<Sent | Resumed> =>
    defer(() => {
      const session = ftpSession(modem, server);
      const { retry, timeout, resultMs } = ftpOptions.repeatable(options);
      const resumes = (options.resume ?? false) && session.server.type === 'binary';
      // What went through the modem's memory says nothing of what the server has.
      const way = options.way ?? (resumes ? 'windows' : undefined);
      const upload: Upload = {
        ...{ path: checkedPath(path, true, session.dialect), how, body: httpBody(given), way, resultMs },
        ...{ resumes: resumes && way === 'windows', base: undefined, loaded: 0, isBegun: false },
      };
      const attempt = (): Observable<Sent | Resumed> =>
        session.run(timeout, (talk, dialect) => attemptOn(talk, dialect, upload));
      const progress = () => ({
        loaded: upload.resumes ? upload.loaded : 0,
        isBegun: upload.isBegun,
        mayGoOn: upload.resumes || how === 'replace',
      });
      return modem.hold(
        persist(attempt, (error, failures) => ftpComeback(retry, progress(), error, failures)),
      );
    });
