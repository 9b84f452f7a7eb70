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
import { answerLine, prompt, payload, spokenLine, type Utterance } from '../../core/utterance';
import { handle, type Bench, type Handling } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';

/** The A76XX’s file system: A76XX AT manual V1.09 pages 287–304; transfers over the port: pages 305–309. */

/** How long CFTRANRX waits for its bytes; the manual does not say. */
const INPUT_MS = 120_000;

const done = (succeeded: boolean): Reply => (succeeded ? ok() : refused());

const here = ({ state, storage }: Bench): string => state.directory ?? storage.disk.drive;

/** A name in the current directory, or a full path. */
export const pathIn = (bench: Bench, name: string): string => {
  const path = name.replaceAll('\\', '/').replace(/\/+$/, '');
  return /^[a-z]:/i.test(path) ? path : `${here(bench)}/${path}`;
};

const change = (bench: Bench, name: string): Reply => {
  const up = here(bench).replace(/\/[^/]*$/, '');
  const path = name === '..' ? up : pathIn(bench, name);
  if (!bench.storage.hasFolder(path)) return refused();
  bench.state.directory = path;
  return ok(answerLine(folderChange, { path: `${path}/` }));
};

/** A heading is missing when its list is empty. */
const list = (bench: Bench, kind: 'all' | 'directories' | 'files'): Reply => {
  const { folders, files } = bench.storage.list(here(bench));
  const part = (heading: string, names: readonly string[], isWanted: boolean): Utterance[] =>
    isWanted && names.length > 0
      ? [`+FSLS: ${heading}:`, ...names].map((line) => spokenLine(line, 'info'))
      : [];
  return ok(
    ...part('SUBDIRECTORIES', folders, kind !== 'files'),
    ...part('FILES', files, kind !== 'directories'),
  );
};

const fileDeleteAll = command('+FSDEL=*.*', {
  does: 'Deletes all files of the current directory.',
  source: 'A76XX AT manual V1.09 pages 287–304',
  timeoutMs: 9_000,
  example: `
    > AT+FSDEL=*.*
    < OK`,
});

const deleteAll = (bench: Bench): Reply => {
  const folder = here(bench);
  for (const name of bench.storage.list(folder).files) bench.storage.remove(`${folder}/${name}`);
  return ok();
};

/** Files of no bytes can't be renamed. */
const rename = (bench: Bench, from: string, to: string): Reply => {
  const bytes = bench.storage.read(pathIn(bench, from));
  return done(bytes?.length !== 0 && bench.storage.rename(pathIn(bench, from), pathIn(bench, to)));
};

/** There may be no such file yet: CFTRANRX does not overwrite. */
const put = (bench: Bench, path: string, size: number): Reply | Observable<Reply> => {
  if (!/^[a-z]:/i.test(path) || bench.storage.read(path)) return refused();
  bench.say(prompt);
  return bench.input(size, INPUT_MS).pipe(
    map((bytes) => done(bench.storage.write(path, bytes))),
    defaultIfEmpty(refused()),
  );
};

/** Blocks, then a bare zero, then OK; a size beyond the end is clipped. */
const get = ({ storage, knobs }: Bench, path: string, from: number, size: number): Reply => {
  const window = storage.read(path)?.subarray(from, from + size);
  if (!window) return refused();
  const said: Utterance[] = [];
  for (let at = 0; at < window.length; at += knobs.blockBytes) {
    const block = window.subarray(at, at + knobs.blockBytes);
    said.push(answerLine(fileGet, { length: block.length }, 'header'), payload(block));
  }
  return ok(...said, spokenLine('+CFTRANTX: 0', 'info'));
};

export const filesA76: readonly Handling[] = [
  handle(folderChange, ({ path }, bench) => change(bench, path)),
  handle(folderCurrent, (_, bench) => ok(answerLine(folderCurrent, { path: `${here(bench)}/` }))),
  handle(folderMake, ({ path }, bench) => done(bench.storage.makeFolder(pathIn(bench, path)))),
  handle(folderRemove, ({ path }, bench) => done(bench.storage.removeFolder(pathIn(bench, path)))),
  handle(folderCount, (_, bench) => {
    const { folders, files } = bench.storage.list(here(bench));
    const counts = `SUBDIRECTORIES:${folders.length},FILES:${files.length}`;
    return ok(spokenLine(`+FSLS: ${counts}`, 'info'));
  }),
  handle(folderList, (_, bench) => list(bench, 'all')),
  handle(folderListOf, ({ kind }, bench) => list(bench, kind)),
  handle(fileDelete, ({ path }, bench) => done(bench.storage.remove(pathIn(bench, path)))),
  handle(fileDeleteAll, (_, bench) => deleteAll(bench)),
  handle(fileRename, ({ from, to }, bench) => rename(bench, from, to)),
  handle(fileAttributes, ({ path }, bench) => {
    const bytes = bench.storage.read(pathIn(bench, path));
    return bytes ? ok(answerLine(fileAttributes, { bytes: bytes.length })) : refused();
  }),
  handle(driveSpace, (_, { storage: { disk, usedBytes } }) =>
    ok(answerLine(driveSpace, { drive: `${disk.drive}(${disk.totalBytes}, ${usedBytes})` })),
  ),
  handle(filePut, ({ path, size }, bench) => put(bench, path, size)),
  handle(fileGet, ({ path, position = 0, size = Infinity }, bench) => get(bench, path, position, size)),
];
