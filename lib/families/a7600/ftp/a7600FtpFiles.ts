import { concat, defer, EMPTY, ignoreElements, type Observable, tap } from 'rxjs';
import { fileRename } from '../../simcom/simcomFilesCommands';
import { ftpsGetFile, ftpsGotFile, ftpsPutFile, ftpsStoredFile } from './a7600FtpCommands';
import { folderChange } from '../files/a7600FilesCommands';
import { invalidArgument } from '../../../grammar/errors/modemError';
import type { Talk } from '../../../../operators/talk';
import { a7600FtpDone } from './a7600FtpResult';
import type { A7600FtpStore } from './a7600FtpStaging';
import type { FilesDialect } from '../../../dialects/filesDialect';
import type { FtpDialect } from '../../../dialects/ftpDialect';
import { inOrder } from '../../../dialects/inOrder';
import { onRefusal } from '../../../dialects/onRefusal';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The name of a file that lies where CFTPSGETFILE and CFTPSPUTFILE look for it: on the drive, in no directory. */
const nameOnDrive = (files: FilesDialect, file: string, as = 'file'): string => {
  const full = files.pathOf(file, as);
  const name = nameOf(full);
  if (name !== '' && files.pathOf(name) === full) return name;
  return invalidArgument(as, `${full} does not lie where FTP finds it; name one with no directory`);
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

/** What comes is deleted where it does not come whole. */
const get = (
  talk: Talk,
  { files, debts }: A7600FtpStore,
  { path, there, here }: Names,
  withinMs: number,
): Observable<number> => {
  const full = files.pathOf(here);
  const fetched = defer(() => {
    const isWhole = debts.owe(talk, files.remove(talk, files.pathOf(there)));
    return concat(
      a7600FtpDone(talk, ftpsGetFile({ path, drive: 'local' }), { urc: ftpsGotFile, withinMs }),
      rename(talk, files, there, here),
    ).pipe(tap({ complete: isWhole }));
  });
  return concat(
    there === here ? EMPTY : isFree(talk, files, there),
    files.remove(talk, full).pipe(onRefusal(() => EMPTY)),
    fetched,
    files.size(talk, full),
  );
};

/** The modem's file gets its name back, whatever comes of it. */
const put = (
  talk: Talk,
  { files, debts }: A7600FtpStore,
  { path, there, here }: Names,
  withinMs: number,
): Observable<number> => {
  const back = rename(talk, files, there, here);
  const stored = defer(() => {
    const isBack = debts.owe(talk, back);
    return concat(
      rename(talk, files, here, there),
      a7600FtpDone(talk, ftpsPutFile({ path, drive: 'local' }), { urc: ftpsStoredFile, withinMs }),
      back.pipe(tap({ complete: isBack })),
    );
  });
  return concat(
    there === here ? EMPTY : isFree(talk, files, there),
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
export const a7600FtpFiles = (
  store: A7600FtpStore,
): Pick<FtpDialect, 'checkFile' | 'getToFile' | 'putFromFile'> => ({
  checkFile: ({ path, file }) => {
    const { there } = namesOf(store.files, path, file);
    nameOnDrive(store.files, there, 'path');
  },
  getToFile: (talk, path, file, resultMs) =>
    defer(() => get(talk, store, namesOf(store.files, path, file), resultMs)),
  putFromFile: (talk, file, path, resultMs) =>
    defer(() => put(talk, store, namesOf(store.files, path, file), resultMs)),
});
