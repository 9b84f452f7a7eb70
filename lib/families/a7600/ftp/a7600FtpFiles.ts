import { concat, defer, EMPTY, ignoreElements, type Observable, tap } from 'rxjs';
import { fileRename } from '../../simcom/simcomFilesCommands';
import { ftpsGetFile, ftpsGotFile, ftpsPutFile, ftpsStoredFile } from './a7600FtpCommands';
import { folderChange } from '../files/a7600FilesCommands';
import { invalidArgument } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { a7600FtpDone } from './a7600FtpResult';
import { a7600FtpRunning as recall } from './a7600FtpRunning';
import type { A7600FtpStore } from './a7600FtpStaging';
import type { FilesDialect } from '../../../dialects/filesDialect';
import type { FtpDialect, FtpFileTask, FtpTask } from '../../../dialects/ftpDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The name of a file that lies where CFTPSGETFILE and CFTPSPUTFILE look for it: on the drive, in no directory. */
const nameOnDrive = (files: FilesDialect, file: string, as = 'file'): string => {
  const full = files.pathOf(file, as);
  const name = nameOf(full);
  if (name !== '' && files.pathOf(name) === full) return name;
  return invalidArgument(as, `${full} does not lie where FTP finds it; name one with no directory`);
};

const rename = (
  channel: CommandChannel,
  files: FilesDialect,
  { from, to }: { readonly from: string; readonly to: string },
): Observable<never> => {
  const drive = files.pathOf(from).slice(0, 2);
  return from === to ? EMPTY : inOrder(channel, folderChange({ path: drive }), fileRename({ from, to }));
};

/** Fails where the modem has a file of this name: the request did not name it, so it must not be lost. */
const isFree = (channel: CommandChannel, files: FilesDialect, name: string): Observable<never> => {
  const inTheWay = defer(() =>
    invalidArgument('file', `the modem has a file ${name}, which would be overwritten; rename or delete it`),
  );
  return concat(files.size(channel, files.pathOf(name)).pipe(ignoreElements()), inTheWay).pipe(
    onRefusal(() => EMPTY),
  );
};

/** The names of a transfer on both sides: `there` on the server, `here` on the modem. */
interface Names extends FtpTask {
  readonly there: string;
  readonly here: string;
}

const namesOf = (files: FilesDialect, { path, file, resultMs }: FtpFileTask): Names => ({
  path,
  resultMs,
  there: nameOf(path),
  here: nameOnDrive(files, file),
});

/** Downloads; an incomplete file is deleted. */
const get = (
  channel: CommandChannel,
  { files, cleanups }: A7600FtpStore,
  { path, there, here, resultMs: withinMs }: Names,
): Observable<number> => {
  const full = files.pathOf(here);
  const fetched = defer(() => {
    const isWhole = cleanups.add(channel, files.remove(channel, files.pathOf(there)));
    return concat(
      a7600FtpDone(channel, ftpsGetFile({ path, drive: 'local' }), { urc: ftpsGotFile, withinMs, recall }),
      rename(channel, files, { from: there, to: here }),
    ).pipe(tap({ complete: isWhole }));
  });
  return concat(
    there === here ? EMPTY : isFree(channel, files, there),
    files.remove(channel, full).pipe(onRefusal(() => EMPTY)),
    fetched,
    files.size(channel, full),
  );
};

/** Uploads; the modem's file gets its name back, also after a failure. */
const put = (
  channel: CommandChannel,
  { files, cleanups }: A7600FtpStore,
  { path, there, here, resultMs: withinMs }: Names,
): Observable<number> => {
  const back = rename(channel, files, { from: there, to: here });
  const stored = defer(() => {
    const isBack = cleanups.add(channel, back);
    return concat(
      rename(channel, files, { from: here, to: there }),
      a7600FtpDone(channel, ftpsPutFile({ path, drive: 'local' }), { urc: ftpsStoredFile, withinMs, recall }),
      back.pipe(tap({ complete: isBack })),
    );
  });
  return concat(
    there === here ? EMPTY : isFree(channel, files, there),
    stored,
    files.size(channel, files.pathOf(here)),
  );
};

/**
 * Transfers between a server and files on the A76XX. The modem uses one name for both sides: where the names differ, its file
 * is renamed.
 *
 *     > AT+CFTPSGETFILE="/logs/a.txt",1   < OK   …   < +CFTPSGETFILE: 0   > AT+FSCD=C:   > AT+FSRENAME=a.txt,b.txt
 *
 * A download overwrites a file of the name that was asked for, and is refused where the modem has one of the server's name. Source: A76XX AT manual V1.09 pages 382–384.
 */
export const a7600FtpFiles = (
  store: A7600FtpStore,
): Pick<FtpDialect, 'checkFile' | 'getToFile' | 'putFromFile'> => ({
  checkFile: ({ path, file }) => {
    nameOnDrive(store.files, file);
    nameOnDrive(store.files, nameOf(path), 'path');
  },
  getToFile: (channel, task) => defer(() => get(channel, store, namesOf(store.files, task))),
  putFromFile: (channel, task) => defer(() => put(channel, store, namesOf(store.files, task))),
});
