import { defaultIfEmpty, map, type Observable, repeat, takeWhile, toArray } from 'rxjs';
import {
  fileClose,
  fileOpen,
  filePosition,
  fileReadOn,
  fileSeek,
  fileWriteOn,
} from '../../../families/a7600/files/a7600FilesCommands';
import { integer } from '../../../grammar/codecs/integer';
import { joinBytes } from '../../../../operators/joinBytes';
import { command } from '../../../grammar/command';
import { emulatedForm } from '../../core/emulatedForm';
import { remainder } from '../../../grammar/codecs/text';
import { answerLine, payload, spokenLine } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import type { OpenFile } from '../../core/state';
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
import { pathIn } from './a7600FilesHandlers';

/** Open files of the A76XX: A76XX AT manual V1.09 pages 287–304. A restart closes them. */

const NOTHING = new Uint8Array(0);
const FIRST_HANDLE = 1;
const WAIT_SECONDS = 5;
const MAX_BYTES = 10_240;

const filesOpen = command('+FSOPEN?', {
  does: 'Lists the open files.',
  source: 'A76XX AT manual V1.09 pages 287–304',
  answers: { file: remainder },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+FSOPEN?
    < +FSOPEN: C:/t1.txt,1,0
    < OK`,
});

const open = (modem: HandlerContext, name: string, mode: OpenMode): Reply => {
  const opened = openFile(modem, pathIn(modem, name), mode, FIRST_HANDLE);
  return typeof opened === 'number' ? ok(answerLine(fileOpen, { handle: opened })) : refused();
};

/** Runs with an open file; refused if the handle is unknown or the file is deleted. */
const withFile = (
  modem: HandlerContext,
  number: number,
  run: (file: OpenFile, bytes: Uint8Array) => Reply | Observable<Reply>,
): Reply | Observable<Reply> => withOpenFile(modem, number, refused(), run);

const stored = (modem: HandlerContext, file: OpenFile, part: Uint8Array): Reply => {
  const written = writeOn(modem, file, part);
  return written ? ok(answerLine(fileWriteOn, written)) : refused();
};

const write = (
  modem: HandlerContext,
  file: OpenFile,
  size: number,
  waitMs: number,
): Reply | Observable<Reply> => {
  if (isReadOnly(file)) return refused();
  return bytesBehindConnect(modem, size, waitMs).pipe(
    map((part) => stored(modem, file, part)),
    defaultIfEmpty(refused()),
  );
};

/** Without a length it takes bytes until they cease for this long, or 10 K of them (page 300). */
const writeOpen = (modem: HandlerContext, file: OpenFile): Reply | Observable<Reply> => {
  if (isReadOnly(file)) return refused();
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(1, WAIT_SECONDS * 1_000).pipe(
    defaultIfEmpty(NOTHING),
    repeat(MAX_BYTES),
    takeWhile(({ length }) => length > 0),
    toArray(),
    map((parts) => stored(modem, file, joinBytes(parts))),
  );
};

/** The offset counts from the start, from where the file stands, or from its end (page 301). */
const seek = (file: OpenFile, bytes: Uint8Array, offset: number, from: 'start' | 'here' | 'end'): Reply => {
  const base = from === 'start' ? 0 : from === 'here' ? file.at : bytes.length;
  return moveTo(file, bytes, base + offset) ? ok() : refused();
};

export const a7600FileHandleHandlers: readonly Handler[] = [
  handle(fileOpen, ({ path, mode = 'keep' }, modem) => open(modem, path, mode)),
  handle(filesOpen, (_, { state }) =>
    ok(
      ...[...state.openFiles].map(([number, { path, mode }]) =>
        answerLine(filesOpen, { file: `${path},${number},${mode}` }),
      ),
    ),
  ),
  handle(fileReadOn, (args, modem) =>
    withFile(modem, args.handle, (file, bytes) => {
      const part = readOn(file, bytes, args.size);
      return ok(answerLine(fileReadOn, { length: part.length }, 'header'), payload(part));
    }),
  ),
  handle(fileWriteOn, ({ handle: number, size, waitSeconds = WAIT_SECONDS }, modem) =>
    withFile(modem, number, (file) => write(modem, file, size, waitSeconds * 1_000)),
  ),
  handle(emulatedForm('+FSWRITE=', { handle: integer }), (args, modem) =>
    withFile(modem, args.handle, (file) => writeOpen(modem, file)),
  ),
  handle(fileSeek, ({ handle: number, offset, from = 'start' }, modem) =>
    withFile(modem, number, (file, bytes) => seek(file, bytes, offset, from)),
  ),
  handle(filePosition, (args, modem) =>
    withFile(modem, args.handle, ({ at }) => ok(answerLine(filePosition, { position: at }))),
  ),
  handle(fileClose, (args, { state }) => (state.openFiles.delete(args.handle) ? ok() : refused())),
];
