import { defaultIfEmpty, map, type Observable } from 'rxjs';
import {
  fileDelete,
  fileRename,
  folderMake,
  folderRemove,
} from '../../../families/simcom/simcomFilesCommands';
import {
  fileCreate,
  fileDrive,
  fileList,
  fileRead,
  fileSize,
  fileSpace,
  fileWrite,
} from '../../../families/sim800/files/sim800FilesCommands';
import { answerLine, prompt, payload, spokenLine, type Utterance } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';

/** The SIM800’s file system: SIM800 AT manual V1.09 page 283, SSL note V1.05 page 23, observed in public code. */

const done = (succeeded: boolean): Reply => (succeeded ? ok() : refused());

/** The line end in front of FSREAD's bytes, which come with no header. */
const lineEnd: Utterance = { kind: 'line', role: 'header', text: '', before: '', after: '\r\n' };

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

const list = ({ storage }: HandlerContext, path: string): Reply => {
  if (!path.endsWith('\\') || !storage.hasFolder(path)) return refused();
  const { folders, files } = storage.list(path);
  return ok(...[...folders.map((name) => `${name}\\`), ...files].map((name) => spokenLine(name, 'info')));
};

/** There must be a file already; mode 0 overwrites its start and keeps the rest. */
const write = (
  modem: HandlerContext,
  path: string,
  isAppended: boolean,
  size: number,
  waitMs: number,
): Reply | Observable<Reply> => {
  const before = modem.storage.read(path);
  if (!before) return refused();
  modem.say(prompt);
  return modem.input(size, waitMs).pipe(
    map((bytes) => (isAppended ? joined(before, bytes) : joined(bytes, before.subarray(size)))),
    map((whole) => done(modem.storage.write(path, whole))),
    defaultIfEmpty(refused()),
  );
};

/** Gives what is there where more was asked for. */
const read = ({ storage }: HandlerContext, path: string, from: number, size: number): Reply => {
  const bytes = storage.read(path)?.subarray(from, from + size);
  return bytes ? ok(lineEnd, payload(bytes)) : refused();
};

export const sim800FilesHandlers: readonly Handler[] = [
  handle(fileDrive, ({ drive }, { storage }) =>
    drive === 'local' ? ok(answerLine(fileDrive, { letter: storage.disk.drive.slice(0, 1) })) : refused(),
  ),
  handle(fileSpace, (_, { storage }) => {
    const { disk, usedBytes } = storage;
    return ok(answerLine(fileSpace, { drives: `${disk.drive}${disk.totalBytes - usedBytes}bytes` }));
  }),
  handle(fileList, ({ path }, modem) => list(modem, path)),
  handle(folderMake, ({ path }, { storage }) => done(storage.makeFolder(path))),
  handle(folderRemove, ({ path }, { storage }) => done(storage.removeFolder(path))),
  handle(fileCreate, ({ path }, { storage }) =>
    done(storage.read(path) === undefined && storage.write(path, new Uint8Array(0))),
  ),
  handle(fileWrite, ({ path, mode, size, waitSeconds }, modem) =>
    write(modem, path, mode === 'append', size, waitSeconds * 1_000),
  ),
  handle(fileRead, ({ path, mode, size, position }, modem) =>
    read(modem, path, mode === 'start' ? 0 : position, size),
  ),
  handle(fileSize, ({ path }, { storage }) => {
    const bytes = storage.read(path);
    return bytes ? ok(answerLine(fileSize, { bytes: bytes.length })) : refused();
  }),
  handle(fileDelete, ({ path }, { storage }) => done(storage.remove(path))),
  handle(fileRename, ({ from, to }, { storage }) => done(storage.rename(from, to))),
];
