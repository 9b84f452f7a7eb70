import { catchError, concat, defer, EMPTY, ignoreElements, type Observable, of, throwError } from 'rxjs';
import { isTransient } from '../../../grammar/errors/isTransient';
import { retryWith } from '../../../../operators/retryWith';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { FilesDialect } from '../../../dialects/filesDialect';
import { isUnanswered } from '../../../dialects/ask';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { perTurn } from '../../../dialects/steps/perTurn';

/** Files that a session keeps on the modem for a while, under the names that they have on the server. */
export interface A7600FtpStaging {
  /** The path of the file that stands in for one of the server's; `undefined` where it may not: a file of that name is there. */
  readonly claim: (channel: CommandChannel, path: string) => Observable<string | undefined>;
  /** Deletes what the session still has there; a file that was never made is no failure. */
  readonly clear: (channel: CommandChannel) => Observable<never>;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A file of the modem's that may stand in for one of the server's, and the question how long it is. */
interface Place {
  readonly full: string;
  readonly size: Observable<number>;
}

/** Asks for the file of that name; nothing where the modem can't have one: a name may be a server's and none of the modem's. */
const placeOf = (files: FilesDialect, channel: CommandChannel, path: string): Place | undefined => {
  try {
    const full = files.pathOf(nameOf(path));
    return { full, size: files.size(channel, full) };
  } catch {
    return undefined;
  }
};

/**
 * Keeps account of a family's staged files. Each turn on a modem has a `Talk` of its own: a reader that leaves in the middle leaves
 * it to the end of the session to clear up.
 */
export const a7600FtpStaging = (files: FilesDialect): A7600FtpStaging => {
  const memoryOf = perTurn(() => ({ staged: undefined as string | undefined }));
  return {
    claim: (channel, path) =>
      defer(() => {
        const place = placeOf(files, channel, path);
        if (!place) return of(undefined);
        const { full, size } = place;
        const free = defer(() => {
          memoryOf(channel).staged = full;
          return of(full);
        });
        return concat(size.pipe(ignoreElements()), of(undefined)).pipe(
          onRefusal(() => free),
          // Where nobody knows whether a file is there, none is overwritten.
          catchError((error: unknown) => (isUnanswered(error) ? of(undefined) : throwError(() => error))),
        );
      }),
    clear: (channel) =>
      defer(() => {
        const memory = memoryOf(channel);
        const { staged: full } = memory;
        if (full === undefined) return EMPTY;
        // It is forgotten when it is gone: who leaves in between leaves it to the end of the session.
        const forget = defer(() => {
          memory.staged = undefined;
          return EMPTY;
        });
        const removed = files.remove(channel, full).pipe(
          retryWith({ attempts: 3, delay: 0, when: isTransient }),
          onRefusal(() => EMPTY),
        );
        // What is left over is no reason to throw away what was transferred.
        const leftOver = (error: unknown): Observable<never> => {
          if (!isUnanswered(error)) return throwError(() => error);
          channel.note(`${full} may be left on the modem`);
          return EMPTY;
        };
        return concat(removed, forget).pipe(catchError(leftOver));
      }),
  };
};

/** What FTP needs of the A76XX's own files: them, those that stand in for the server's, and what is owed at a session's end. */
export interface A7600FtpStore {
  readonly files: FilesDialect;
  readonly staging: A7600FtpStaging;
  readonly cleanups: Cleanups;
}

/** What a session owes the modem: a file that is to be closed, deleted or given its name back. */
interface Cleanups {
  /** Takes note of what must be done before the session is over; call what it gives when that was done, or is not due any more. */
  readonly add: (channel: CommandChannel, work: Observable<unknown>) => () => void;
  /** Does what is still owed, the last first; what was misheard is tried again, and what the modem refuses is no failure. */
  readonly run: (channel: CommandChannel) => Observable<never>;
}

/**
 * Keeps account of what sessions owe. Each turn on a modem has a `Talk` of its own: a flow that fails or is left in the middle
 * leaves it to the end of the session to pay.
 *
 *     use     owe(close 1)  owe(delete a)  paid   !       left here
 *     close                                       CFTPSLOGOUT   CFTPSSTOP   FSCLOSE=1
 */
export const cleanups = (): Cleanups => {
  const memoryOf = perTurn(() => ({ owed: new Set<Observable<unknown>>() }));
  return {
    add: (channel, work) => {
      const { owed } = memoryOf(channel);
      owed.add(work);
      return () => void owed.delete(work);
    },
    run: (channel) =>
      defer(() => {
        const { owed } = memoryOf(channel);
        const mine = [...owed].reverse();
        owed.clear();
        return concat(
          ...mine.map((work) =>
            work.pipe(
              ignoreElements(),
              retryWith({ attempts: 3, delay: 0, when: isTransient }),
              catchError(() => EMPTY),
            ),
          ),
        );
      }),
  };
};
