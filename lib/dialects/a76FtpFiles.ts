import { catchError, concat, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import { fileRename } from '../commands/files';
import { ftpsGetFile, ftpsGotFile, ftpsPutFile, ftpsStoredFile } from '../commands/ftpA76';
import { folderChange } from '../commands/filesA76';
import { invalidArgument } from '../grammar/invalidArgument';
import type { Talk } from '../../operators/talk';
import { a76FtpDone } from './a76FtpDone';
import type { FilesDialect } from './filesDialect';
import type { FtpDialect } from './ftpDialect';
import { inOrder } from './inOrder';
import { onRefusal } from './onRefusal';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The name of a file that lies where CFTPSGETFILE and CFTPSPUTFILE look for it: on the drive, in no directory. */
const nameOnDrive = (files: FilesDialect, file: string): string => {
  const full = files.pathOf(file);
  if (files.pathOf(nameOf(full)) === full) return nameOf(full);
  return invalidArgument('file', `${full} does not lie where FTP finds it; name one with no directory`);
};

const rename = (talk: Talk, files: FilesDialect, from: string, to: string): Observable<never> => {
  const drive = files.pathOf(from).slice(0, 2);
  return from === to ? EMPTY : inOrder(talk, folderChange({ path: drive }), fileRename({ from, to }));
};

/** Where files must not be lost: those that nobody named. */
const isFree = (talk: Talk, files: FilesDialect, name: string): Observable<never> => {
  const inTheWay = defer(() =>
    invalidArgument('file', `the modem has a file ${name} already, which would be overwritten`),
  );
  return concat(files.size(talk, files.pathOf(name)).pipe(ignoreElements()), inTheWay).pipe(
    onRefusal(() => EMPTY),
  );
};

/** Names of a transfer: the server's, and the modem's. */
interface Names {
  readonly path: string;
  readonly there: string;
  readonly here: string;
}

const namesOf = (files: FilesDialect, path: string, file: string): Names => ({
  path,
  there: nameOf(path),
  here: nameOnDrive(files, file),
});

const get = (
  talk: Talk,
  files: FilesDialect,
  { path, there, here }: Names,
  withinMs: number,
): Observable<number> => {
  const full = files.pathOf(here);
  return concat(
    there === here ? EMPTY : isFree(talk, files, there),
    files.remove(talk, full).pipe(onRefusal(() => EMPTY)),
    a76FtpDone(talk, ftpsGetFile({ path, drive: 'local' }), { urc: ftpsGotFile, withinMs }),
    rename(talk, files, there, here),
    files.size(talk, full),
  );
};

/** The modem's file gets its name back, whatever comes of it. */
const put = (
  talk: Talk,
  files: FilesDialect,
  { path, there, here }: Names,
  withinMs: number,
): Observable<number> => {
  const back = defer(() => rename(talk, files, there, here));
  const command = ftpsPutFile({ path, drive: 'local' });
  const stored = concat(a76FtpDone(talk, command, { urc: ftpsStoredFile, withinMs }), back).pipe(
    catchError((error: unknown) =>
      concat(
        back.pipe(onRefusal(() => EMPTY)),
        throwError(() => error),
      ),
    ),
  );
  return concat(
    there === here ? EMPTY : isFree(talk, files, there),
    rename(talk, files, here, there),
    stored,
    files.size(talk, files.pathOf(here)),
  );
};

/**
 * Transfers between a server and the A76XX's own files. The modem does so under one name only: where the names differ, its
 * file is renamed.
 *
 *     > AT+CFTPSGETFILE="/logs/a.txt",1   < OK   …   < +CFTPSGETFILE: 0   > AT+FSCD=C:   > AT+FSRENAME=a.txt,b.txt
 *
 * What lies in the way of a download is overwritten, under the name that was asked for; under the server's name it is
 * refused. Source: A76XX AT manual V1.09 pages 382–384.
 */
export const a76FtpFiles = (files: FilesDialect): Pick<FtpDialect, 'getToFile' | 'putFromFile'> => ({
  getToFile: (talk, path, file, resultMs) =>
    defer(() => get(talk, files, namesOf(files, path, file), resultMs)),
  putFromFile: (talk, file, path, resultMs) =>
    defer(() => put(talk, files, namesOf(files, path, file), resultMs)),
});
