import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';

/** One thing in a directory of the modem's. */
export interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** Its length, where the modem lists it. */
  readonly sizeBytes?: number;
}

/** How much room a drive of the modem's has. */
export interface FreeSpace {
  /** Its letter: `C`. */
  readonly drive: string;
  readonly freeBytes: number;
  /** How large the drive is, where the modem says so. */
  readonly totalBytes?: number;
}

/** A file that is being written. */
export interface FileWriter {
  /** Writes behind what is there, at most `maxWrittenBytes`; completes when the modem has stored it. */
  readonly write: (bytes: Uint8Array) => Observable<never>;
  /** Ends the writing; also where it was broken off. */
  readonly close: Observable<unknown>;
}

/** How a family keeps files: the words; the flows are the same for all. Paths are those that `pathOf` gives. */
export interface FilesDialect {
  /** The most bytes that are written at once. */
  readonly maxWrittenBytes: number;
  /** The most bytes that are asked for at once. */
  readonly maxReadBytes: number;
  /** The root of the drive that files lie on: `C:/`. */
  readonly root?: string;
  /** Makes a full path of a name, the family's way. Fails with `invalid-argument`, named `as` or `path`, where it can't be spelled. */
  readonly pathOf: (name: string, as?: string) => string;
  /** Emits what a directory holds, one by one; without a name, of the family's usual directory. */
  readonly list: (channel: CommandChannel, directory?: string) => Observable<FileEntry>;
  /** Emits a file's length. Fails as the modem does where there is none. */
  readonly size: (channel: CommandChannel, path: string) => Observable<number>;
  /**
   * Reads a window that lies within the file: emits its slices once, maybe fewer bytes than were asked for. `fileBytes` is the
   * length that the modem reported: fails with `length` where it now reports another.
   */
  readonly read: (
    channel: CommandChannel,
    path: string,
    offset: number,
    size: number,
    fileBytes?: number,
  ) => Observable<readonly Uint8Array[]>;
  /**
   * Tells whether a file has more bytes than these, by reading behind them; fails where the modem does not show it. Asked where it does
   * not tell the file's length again.
   */
  readonly isLonger?: (channel: CommandChannel, path: string, bytes: number) => Observable<boolean>;
  /** Makes an empty file; replaces one of that name. Emits once. */
  readonly create: (channel: CommandChannel, path: string) => Observable<FileWriter>;
  /** Deletes a file. */
  readonly remove: (channel: CommandChannel, path: string) => Observable<never>;
  /** Emits each drive that the modem reports. */
  readonly free: (channel: CommandChannel) => Observable<FreeSpace>;
}
