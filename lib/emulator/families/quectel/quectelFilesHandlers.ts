import { defaultIfEmpty, map, type Observable } from 'rxjs';
import * as files from '../../../families/quectel/files/quectelFilesCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import type { ModemState, OpenFile } from '../../core/state';
import { answerLine, payload, spokenLine } from '../../core/utterance';
import {
  bytesBehindConnect,
  isReadOnly,
  moveTo,
  openFile,
  type OpenMode,
  readOn,
  withOpenFile,
  writeOn,
} from '../standard/openFiles';

/** Quectel's file system: BG96 FILE manual V1.0. Names have no directories; a restart closes handles and empties RAM. */

const FIRST_HANDLE = 3_000;
const WAIT_SECONDS = 5;

/** Codes of pages 21–22. */
const CODE = {
  invalid: 400,
  none: 402,
  full: 403,
  missing: 405,
  exists: 407,
  readOnly: 414,
  handle: 416,
  late: 421,
};

/** The states whose RAM was emptied: a restart makes another state. */
const met = new WeakSet<ModemState>();

const emptyRam = ({ state, storage }: HandlerContext): void => {
  if (met.has(state)) return;
  met.add(state);
  if (!storage.hasFolder('RAM:')) return;
  for (const name of storage.list('RAM:').files) storage.remove(`RAM:/${name}`);
};

/** The full path of a name: `a.bin` and `UFS:a.bin` are `UFS:/a.bin`. `undefined` where the modem has no such drive. */
export const quectelPath = (modem: HandlerContext, name: string): string | undefined => {
  emptyRam(modem);
  const [, drive = 'UFS', file = ''] = /^(?:(\w+):)?(.*)$/.exec(name) ?? [];
  const folder = `${drive.toUpperCase()}:`;
  return modem.storage.hasFolder(folder) && file !== '' ? `${folder}/${file}` : undefined;
};

/** The checksum of pages 12 and 19, written from the manual: words of 16 bits, high byte first, joined by exclusive or. */
const checksumOf = (bytes: Uint8Array): number => {
  const sums: [number, number] = [0, 0];
  bytes.forEach((byte, at) => (sums[at & 1] = (sums[at & 1] as number) ^ byte));
  return sums[0] * 256 + sums[1];
};

const UFS = 'UFS:';

const namesIn = (modem: HandlerContext, folder: string): readonly string[] => {
  emptyRam(modem);
  return modem.storage.list(folder).files;
};

const list = (modem: HandlerContext, pattern: string): Reply => {
  const [, drive = 'UFS', wanted = ''] = /^(?:(\w+):)?(.*)$/.exec(pattern) ?? [];
  const folder = `${drive.toUpperCase()}:`;
  if (!modem.storage.hasFolder(folder)) return refused(CODE.missing);
  const names = namesIn(modem, folder).filter((name) => wanted === '*' || name === wanted);
  if (names.length === 0 && wanted !== '*') return refused(CODE.missing);
  return ok(
    ...names.map((name) =>
      answerLine(files.quectelFileList, {
        name: folder === 'UFS:' ? name : `${folder}${name}`,
        bytes: modem.storage.read(`${folder}/${name}`)?.length ?? 0,
      }),
    ),
  );
};

/** A file, or `*` all of a drive; where none is, all are deleted. */
const remove = (modem: HandlerContext, name: string): Reply => {
  const [, drive = 'UFS'] = /^(?:(\w+):)?\*$/.exec(name) ?? [undefined, ''];
  if (drive === '') {
    const path = quectelPath(modem, name);
    return path !== undefined && modem.storage.remove(path) ? ok() : refused(CODE.missing);
  }
  const folder = `${drive.toUpperCase()}:`;
  if (!modem.storage.hasFolder(folder)) return refused(CODE.missing);
  for (const file of namesIn(modem, folder)) modem.storage.remove(`${folder}/${file}`);
  return ok();
};

const upload = (
  modem: HandlerContext,
  name: string,
  size: number,
  waitMs: number,
): Reply | Observable<Reply> => {
  const path = quectelPath(modem, name);
  if (path === undefined) return refused(CODE.invalid);
  if (modem.storage.read(path)) return refused(CODE.exists);
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.partialInput(size, waitMs).pipe(
    map((bytes) => {
      if (bytes.length === 0 && size > 0) return refused(CODE.late);
      if (!modem.storage.write(path, bytes)) return refused(CODE.full);
      const counted = ok(
        answerLine(files.quectelFileUpload, { size: bytes.length, checksum: checksumOf(bytes) }),
      );
      // What came is kept, and counted before the refusal (observed).
      return bytes.length < size ? { ...counted, refusal: CODE.late } : counted;
    }),
  );
};

const open = (modem: HandlerContext, name: string, mode: OpenMode): Reply => {
  const path = quectelPath(modem, name);
  if (path === undefined) return refused(CODE.invalid);
  const opened = openFile(modem, path, mode, FIRST_HANDLE);
  return typeof opened === 'number'
    ? ok(answerLine(files.quectelFileOpen, { handle: opened }))
    : refused(CODE[opened]);
};

const withFile = (
  modem: HandlerContext,
  number: number,
  run: (file: OpenFile, bytes: Uint8Array) => Reply | Observable<Reply>,
): Reply | Observable<Reply> => withOpenFile(modem, number, refused(CODE.handle), run);

const write = (
  modem: HandlerContext,
  file: OpenFile,
  size: number,
  waitMs: number,
): Reply | Observable<Reply> => {
  if (isReadOnly(file)) return refused(CODE.readOnly);
  return bytesBehindConnect(modem, size, waitMs).pipe(
    map((part) => {
      const written = writeOn(modem, file, part);
      return written ? ok(answerLine(files.quectelFileWrite, written)) : refused(CODE.full);
    }),
    defaultIfEmpty(refused(CODE.late)),
  );
};

/** The offset counts from the start, onward from where the file stands, or back from its end. */
const seek = (file: OpenFile, bytes: Uint8Array, offset: number, from: 'start' | 'here' | 'end'): Reply => {
  const at = from === 'start' ? offset : from === 'here' ? file.at + offset : bytes.length - offset;
  return moveTo(file, bytes, at) ? ok() : refused();
};

export const quectelFilesHandlers: readonly Handler[] = [
  handle(files.quectelDrive, ({ drive }, modem) => {
    const { storage } = modem;
    if (!storage.hasFolder(`${drive.toUpperCase()}:`)) return refused(CODE.invalid);
    const total = storage.disk.totalBytes;
    return ok(answerLine(files.quectelDrive, { free: total - storage.usedBytes, total }));
  }),
  // Alone: how many bytes and files UFS holds (page 8).
  handle(emulatedForm('+QFLDS'), (_, modem) => {
    const sizes = namesIn(modem, UFS).map((name) => modem.storage.read(`${UFS}/${name}`)?.length ?? 0);
    const used = sizes.reduce((sum, size) => sum + size, 0);
    return ok(spokenLine(`+QFLDS: ${used},${sizes.length}`, 'info'));
  }),
  handle(files.quectelFileList, ({ pattern }, modem) => list(modem, pattern)),
  handle(emulatedForm('+QFLST'), (_, modem) => list(modem, '*')),
  handle(files.quectelFileDelete, ({ name }, modem) => remove(modem, name)),
  handle(files.quectelFileUpload, ({ name, size, seconds = WAIT_SECONDS }, modem) =>
    upload(modem, name, size, seconds * 1_000),
  ),
  handle(files.quectelFileOpen, ({ name, mode = 'keep' }, modem) => open(modem, name, mode)),
  handle(emulatedForm('+QFOPEN?'), (_, { state }) =>
    ok(
      ...[...state.openFiles].map(([number, { path, mode }]) =>
        spokenLine(`+QFOPEN: "${path.replace(/^UFS:\/|(?<=:)\//, '')}",${number},${mode}`, 'info'),
      ),
    ),
  ),
  handle(files.quectelFileRead, ({ handle: number, size }, modem) =>
    withFile(modem, number, (file, bytes) => {
      const part = readOn(file, bytes, size);
      return ok(answerLine(files.quectelFileRead, { length: part.length }, 'header'), payload(part));
    }),
  ),
  handle(files.quectelFileWrite, ({ handle: number, size, seconds = WAIT_SECONDS }, modem) =>
    withFile(modem, number, (file) => write(modem, file, size, seconds * 1_000)),
  ),
  handle(files.quectelFileSeek, ({ handle: number, offset, from = 'start' }, modem) =>
    withFile(modem, number, (file, bytes) => seek(file, bytes, offset, from)),
  ),
  handle(files.quectelFilePosition, ({ handle: number }, modem) =>
    withFile(modem, number, ({ at }) => ok(answerLine(files.quectelFilePosition, { offset: at }))),
  ),
  handle(files.quectelFileClose, ({ handle: number }, { state }) =>
    state.openFiles.delete(number) ? ok() : refused(CODE.handle),
  ),
];
