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
import { patched, pathIn } from './a7600FilesHandlers';

/** Open files of the A76XX: A76XX AT manual V1.09 pages 287–304. A restart closes them. */

const NOTHING = new Uint8Array(0);
const MODES = { keep: 0, truncate: 1, read: 2 } as const;
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

const open = (modem: HandlerContext, name: string, mode: keyof typeof MODES): Reply => {
  const { storage, state } = modem;
  const path = pathIn(modem, name);
  const before = storage.read(path);
  const isReady = mode === 'read' || (mode === 'keep' && before) ? before : storage.write(path, NOTHING);
  if (!isReady) return refused();
  let handleNumber = 1;
  while (state.openFiles.has(handleNumber)) handleNumber += 1;
  state.openFiles.set(handleNumber, { path, mode: MODES[mode], at: 0 });
  return ok(answerLine(fileOpen, { handle: handleNumber }));
};

/** Runs with an open file; refused if the handle is unknown or the file is deleted. */
const withFile = (
  { state, storage }: HandlerContext,
  handleNumber: number,
  run: (file: OpenFile, bytes: Uint8Array) => Reply | Observable<Reply>,
): Reply | Observable<Reply> => {
  const file = state.openFiles.get(handleNumber);
  const bytes = file && storage.read(file.path);
  return file && bytes ? run(file, bytes) : refused();
};

/** Writes where the file stands, and moves on. */
const stored = (modem: HandlerContext, file: OpenFile, part: Uint8Array): Reply => {
  const whole = patched(modem.storage.read(file.path) ?? NOTHING, file.at, part);
  if (!modem.storage.write(file.path, whole)) return refused();
  file.at += part.length;
  return ok(answerLine(fileWriteOn, { written: part.length, total: whole.length }));
};

const write = (
  modem: HandlerContext,
  file: OpenFile,
  size: number,
  waitMs: number,
): Reply | Observable<Reply> => {
  if (file.mode === MODES.read) return refused();
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(size, waitMs).pipe(
    map((part) => stored(modem, file, part)),
    defaultIfEmpty(refused()),
  );
};

/** Without a length it takes bytes until they cease for this long, or 10 K of them (page 300). */
const writeOpen = (modem: HandlerContext, file: OpenFile): Reply | Observable<Reply> => {
  if (file.mode === MODES.read) return refused();
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(1, WAIT_SECONDS * 1_000).pipe(
    defaultIfEmpty(NOTHING),
    repeat(MAX_BYTES),
    takeWhile(({ length }) => length > 0),
    toArray(),
    map((parts) => stored(modem, file, joinBytes(parts))),
  );
};

const seek = (file: OpenFile, bytes: Uint8Array, offset: number, from: 'start' | 'here' | 'end'): Reply => {
  const base = from === 'start' ? 0 : from === 'here' ? file.at : bytes.length;
  if (base + offset < 0 || base + offset > bytes.length) return refused();
  file.at = base + offset;
  return ok();
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
      const part = bytes.subarray(file.at, file.at + (args.size ?? Infinity));
      file.at += part.length;
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
