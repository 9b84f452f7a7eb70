import type { Observable } from 'rxjs';
import type { HandlerContext } from '../../core/handler';
import type { Reply } from '../../core/reply';
import type { OpenFile } from '../../core/state';
import { spokenLine } from '../../core/utterance';

/** Files that are open by a number, as makers' commands open them (`FSOPEN`, `QFOPEN`). A restart closes them. */

const NOTHING = new Uint8Array(0);
const MODES = { keep: 0, truncate: 1, read: 2 } as const;

export type OpenMode = keyof typeof MODES;

/** Opens a file; its number is the first free one from `first` on. */
export const openFile = (
  { storage, state }: HandlerContext,
  path: string,
  mode: OpenMode,
  first: number,
): number | 'missing' | 'full' => {
  const before = storage.read(path);
  if (mode === 'read' && !before) return 'missing';
  if (mode !== 'read' && !(mode === 'keep' && before) && !storage.write(path, NOTHING)) return 'full';
  let number = first;
  while (state.openFiles.has(number)) number += 1;
  state.openFiles.set(number, { path, mode: MODES[mode], at: 0 });
  return number;
};

/** Runs with an open file and its bytes; `unknown` where the number is none, or the file was deleted. */
export const withOpenFile = (
  { state, storage }: HandlerContext,
  number: number,
  unknown: Reply,
  run: (file: OpenFile, bytes: Uint8Array) => Reply | Observable<Reply>,
): Reply | Observable<Reply> => {
  const file = state.openFiles.get(number);
  const bytes = file && storage.read(file.path);
  return file && bytes ? run(file, bytes) : unknown;
};

export const isReadOnly = ({ mode }: OpenFile): boolean => mode === MODES.read;

/** The bytes where the file stands; moves on. */
export const readOn = (file: OpenFile, bytes: Uint8Array, size = Infinity): Uint8Array => {
  const part = bytes.subarray(file.at, file.at + size);
  file.at += part.length;
  return part;
};

/** Says `CONNECT`; the bytes that come then. Empty where they do not come in time. */
export const bytesBehindConnect = (
  modem: HandlerContext,
  size: number,
  waitMs: number,
): Observable<Uint8Array> => {
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(size, waitMs);
};

/** Writes where the file stands, and moves on. `undefined` where the drive is full. */
export const writeOn = (
  { storage }: HandlerContext,
  file: OpenFile,
  part: Uint8Array,
): { readonly written: number; readonly total: number } | undefined => {
  const whole = patched(storage.read(file.path) ?? NOTHING, file.at, part);
  if (!storage.write(file.path, whole)) return undefined;
  file.at += part.length;
  return { written: part.length, total: whole.length };
};

/** Moves to a place in the file. False where it would lie outside. */
export const moveTo = (file: OpenFile, { length }: Uint8Array, at: number): boolean => {
  if (at < 0 || at > length) return false;
  file.at = at;
  return true;
};

/** Bytes with a part of them replaced, and maybe longer. */
export const patched = (bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.max(bytes.length, at + part.length));
  whole.set(bytes);
  whole.set(part, at);
  return whole;
};
