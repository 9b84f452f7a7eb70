import { defaultIfEmpty, map, type Observable } from 'rxjs';
import {
  fileDelete,
  fileRename,
  folderMake,
  folderRemove,
} from '../../../families/simcom/simcomFilesCommands';
import {
  driveSpace,
  fileAttributes,
  fileGet,
  filePut,
  folderChange,
  folderCount,
  folderCurrent,
  folderList,
  folderListOf,
} from '../../../families/a7600/files/a7600FilesCommands';
import { command } from '../../../grammar/command';
import { flag, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { emulatedForm } from '../../core/emulatedForm';
import { answerLine, prompt, payload, spokenLine, type Utterance } from '../../core/utterance';
import { patched } from '../standard/openFiles';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';

/** The A76XX’s file system: A76XX AT manual V1.09 pages 287–304; transfers over the port: pages 305–309. */

/** How long CFTRANRX waits for its bytes; the manual does not say. */
const INPUT_MS = 120_000;

const NOTHING = new Uint8Array(0);

const done = (succeeded: boolean): Reply => (succeeded ? ok() : refused());

const here = ({ state, storage }: HandlerContext): string => state.directory ?? storage.disk.drive;

/** A name in the current directory, or a full path. */
export const pathIn = (modem: HandlerContext, name: string): string => {
  const path = name.replaceAll('\\', '/').replace(/\/+$/, '');
  return /^[a-z]:/i.test(path) ? path : `${here(modem)}/${path}`;
};

const change = (modem: HandlerContext, name: string): Reply => {
  const up = here(modem).replace(/\/[^/]*$/, '');
  const path = name === '..' ? up : pathIn(modem, name);
  if (!modem.storage.hasFolder(path)) return refused();
  modem.state.directory = path;
  return ok(answerLine(folderChange, { path: `${path}/` }));
};

/** A heading is missing when its list is empty. */
const list = (modem: HandlerContext, kind: 'all' | 'directories' | 'files'): Reply => {
  const { folders, files } = modem.storage.list(here(modem));
  const part = (heading: string, names: readonly string[], isWanted: boolean): Utterance[] =>
    isWanted && names.length > 0
      ? [`+FSLS: ${heading}:`, ...names].map((line) => spokenLine(line, 'info'))
      : [];
  return ok(
    ...part('SUBDIRECTORIES', folders, kind !== 'files'),
    ...part('FILES', files, kind !== 'directories'),
  );
};

const MOST = 0x7fff_ffff;

const fileGetInMode = emulatedForm('+CFTRANTX=', {
  path: text,
  position: optional(integerBetween(0, MOST)),
  size: optional(integerBetween(1, MOST)),
  mode: flag,
});

const fileDeleteAll = command('+FSDEL=*.*', {
  does: 'Deletes all files of the current directory.',
  source: 'A76XX AT manual V1.09 pages 287–304',
  timeoutMs: 9_000,
  example: `
    > AT+FSDEL=*.*
    < OK`,
});

const deleteAll = (modem: HandlerContext): Reply => {
  const folder = here(modem);
  for (const name of modem.storage.list(folder).files) modem.storage.remove(`${folder}/${name}`);
  return ok();
};

/** Files of no bytes can't be renamed. */
const rename = (modem: HandlerContext, from: string, to: string): Reply => {
  const bytes = modem.storage.read(pathIn(modem, from));
  return done(bytes?.length !== 0 && modem.storage.rename(pathIn(modem, from), pathIn(modem, to)));
};

/** There may be no such file yet, unless a location within it is given: the bytes go there (page 305). */
const put = (
  modem: HandlerContext,
  path: string,
  size: number,
  location: number | undefined,
): Reply | Observable<Reply> => {
  const before = modem.storage.read(path);
  const isAllowed = location === undefined ? before === undefined : location <= (before?.length ?? 0);
  if (!/^[a-z]:/i.test(path) || !isAllowed) return refused();
  modem.say(prompt);
  return modem.input(size, INPUT_MS).pipe(
    map((bytes) => done(modem.storage.write(path, patched(before ?? NOTHING, location ?? 0, bytes)))),
    defaultIfEmpty(refused()),
  );
};

/** Mode 1: a prompt and the bare bytes (page 307). */
const getRaw = ({ storage, say }: HandlerContext, path: string, from: number, size: number): Reply => {
  const window = storage.read(path)?.subarray(from, from + size);
  if (!window) return refused();
  say(prompt);
  return ok(payload(window));
};

/** Blocks, then a bare zero, then OK; a size beyond the end is clipped. */
const get = ({ storage, settings }: HandlerContext, path: string, from: number, size: number): Reply => {
  const window = storage.read(path)?.subarray(from, from + size);
  if (!window) return refused();
  const said: Utterance[] = [];
  for (let at = 0; at < window.length; at += settings.blockBytes) {
    const block = window.subarray(at, at + settings.blockBytes);
    said.push(answerLine(fileGet, { length: block.length }, 'header'), payload(block));
  }
  return ok(...said, spokenLine('+CFTRANTX: 0', 'info'));
};

export const a7600FilesHandlers: readonly Handler[] = [
  handle(folderChange, ({ path }, modem) => change(modem, path)),
  handle(folderCurrent, (_, modem) => ok(answerLine(folderCurrent, { path: `${here(modem)}/` }))),
  handle(folderMake, ({ path }, modem) => done(modem.storage.makeFolder(pathIn(modem, path)))),
  handle(folderRemove, ({ path }, modem) => done(modem.storage.removeFolder(pathIn(modem, path)))),
  handle(folderCount, (_, modem) => {
    const { folders, files } = modem.storage.list(here(modem));
    const counts = `SUBDIRECTORIES:${folders.length},FILES:${files.length}`;
    return ok(spokenLine(`+FSLS: ${counts}`, 'info'));
  }),
  handle(folderList, (_, modem) => list(modem, 'all')),
  handle(folderListOf, ({ kind }, modem) => list(modem, kind)),
  handle(fileDelete, ({ path }, modem) => done(modem.storage.remove(pathIn(modem, path)))),
  handle(fileDeleteAll, (_, modem) => deleteAll(modem)),
  handle(fileRename, ({ from, to }, modem) => rename(modem, from, to)),
  handle(fileAttributes, ({ path }, modem) => {
    const bytes = modem.storage.read(pathIn(modem, path));
    return bytes ? ok(answerLine(fileAttributes, { bytes: bytes.length })) : refused();
  }),
  handle(driveSpace, (_, { storage: { disk, usedBytes } }) =>
    ok(answerLine(driveSpace, { drive: `${disk.drive}(${disk.totalBytes}, ${usedBytes})` })),
  ),
  handle(filePut, ({ path, size, location }, modem) => put(modem, path, size, location)),
  handle(fileGet, ({ path, position = 0, size = Infinity }, modem) => get(modem, path, position, size)),
  handle(fileGetInMode, ({ path, position = 0, size = Infinity, mode }, modem) =>
    (mode ? getRaw : get)(modem, path, position, size),
  ),
];
