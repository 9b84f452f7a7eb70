/** Facts of a family's file system. */
export interface Disk {
  /** Its drive: `C:`. */
  readonly drive: string;
  /** Directories that exist from the factory on. */
  readonly folders: readonly string[];
  /** Whether `User` and `USER` are one. */
  readonly foldsCase: boolean;
  readonly totalBytes: number;
}

/** A file as the modem keeps it. */
export interface StoredFile {
  /** Its full path, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a directory holds: names. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const plain = (path: string): string => path.replaceAll('\\', '/').replace(/\/+$/, '');

/** The file system of a virtual modem: it outlives a restart. Paths are full ones, with either slash. */
export class FileStore {
  /** Certificates by name, in a store apart from the files. */
  readonly certificates = new Map<string, Uint8Array>();
  private readonly files = new Map<string, StoredFile>();
  private readonly folders = new Map<string, string>();

  constructor(readonly disk: Disk) {
    for (const path of [disk.drive, ...disk.folders]) this.folders.set(this.keyOf(path), plain(path));
  }

  get usedBytes(): number {
    return [...this.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  read(path: string): Uint8Array | undefined {
    return this.files.get(this.keyOf(path))?.bytes;
  }

  hasFolder(path: string): boolean {
    return this.folders.has(this.keyOf(path));
  }

  /** Stores a file, replacing an existing one. False if its directory is missing or the drive is full. */
  write(path: string, bytes: Uint8Array): boolean {
    const key = this.keyOf(path);
    const before = this.files.get(key);
    const grows = bytes.length - (before?.bytes.length ?? 0);
    if (this.folders.has(key) || !this.hasFolder(parentOf(plain(path)))) return false;
    if (this.usedBytes + grows > this.disk.totalBytes) return false;
    this.files.set(key, { path: before?.path ?? plain(path), bytes: bytes.slice() });
    return true;
  }

  remove(path: string): boolean {
    return this.files.delete(this.keyOf(path));
  }

  makeFolder(path: string): boolean {
    const key = this.keyOf(path);
    if (this.folders.has(key) || this.files.has(key) || !this.hasFolder(parentOf(plain(path)))) return false;
    this.folders.set(key, plain(path));
    return true;
  }

  /** Removes a directory that is empty. */
  removeFolder(path: string): boolean {
    const { folders, files } = this.list(path);
    const isDrive = this.keyOf(path) === this.keyOf(this.disk.drive);
    return !isDrive && folders.length + files.length === 0 && this.folders.delete(this.keyOf(path));
  }

  rename(from: string, to: string): boolean {
    const bytes = this.read(from);
    if (!bytes || this.read(to) || !this.write(to, bytes)) return false;
    return this.remove(from);
  }

  list(folder: string): Listing {
    const key = this.keyOf(folder);
    const inside = (path: string): boolean => path.includes('/') && this.keyOf(parentOf(path)) === key;
    const names = (paths: readonly string[]): string[] => paths.filter(inside).map(nameOf);
    return {
      folders: names([...this.folders.values()]),
      files: names([...this.files.values()].map(({ path }) => path)),
    };
  }

  private keyOf(path: string): string {
    const whole = plain(path);
    return this.disk.foldsCase
      ? whole.toUpperCase()
      : whole.replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  }
}
