import { parseList } from 'basic-ftp/dist/parseList';
import { ModemError } from '../../grammar/errors/modemError';

/** One thing in a directory of a server's. */
export interface FtpEntry {
  /** As the server says it: check it before you make a path of it; it may hold `/`, `..` or control characters. */
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link';
  /** In bytes; `undefined` where the server says none that a file can have. */
  readonly size: number | undefined;
  /** When it was changed, where the server says it beyond doubt (MLSD). */
  readonly modifiedAt: Date | undefined;
  /** The same as the server writes it: `Oct 12 14:58`. */
  readonly modified: string;
}

/** A server may say any number. */
const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;

/** Numbers of basic-ftp’s `FileType`; what is neither is a file. */
const TYPES: Readonly<Record<number, FtpEntry['type']>> = { 2: 'directory', 3: 'link' };

/**
 * Reads a server's listing: Unix, DOS or MLSD, whichever it is. The directory itself and its parent are left out.
 *
 *     -rw-r--r-- 1 ftp ftp 1024 Oct 12 14:58 a.txt   →  { name: 'a.txt', type: 'file', size: 1024, modified: 'Oct 12 14:58' }
 *
 * Fails with `unreadable` where it is none of these.
 */
export const ftpEntries = (listing: string): readonly FtpEntry[] => {
  try {
    return parseList(listing).map(({ name, type, size, modifiedAt, rawModifiedAt }) =>
      Object.freeze({
        name,
        type: TYPES[type] ?? 'file',
        size: isSize(size) ? size : undefined,
        modifiedAt,
        modified: rawModifiedAt,
      } as const),
    );
  } catch {
    const [line = ''] = listing.trim().split('\n');
    throw new ModemError({ kind: 'unreadable', command: 'LIST', line });
  }
};
