import { ModemError } from '../../grammar/errors/modemError';
import type { FreeSpace } from '../filesDialect';

/** What one drive says of itself: its letter, and a number or two. */
const DRIVE = /([A-Z]):\s*(?:(\d+)\s*bytes|\((\d+)\s*,\s*(\d+)\))/gi;

/**
 * Reads how much room is left: a SIM800 reports the free bytes, an A76XX the total and the used bytes.
 *
 *     C:186368bytes,D:123345bytes   →  C 186368, D 123345
 *     C:(11348480, 2201600)         →  C 9146880 of 11348480
 *
 * Fails with `unreadable` where no drive can be read.
 */
export const freeSpaces = (line: string, command: string): readonly FreeSpace[] => {
  const drives = [...line.matchAll(DRIVE)].map(([, drive = '', free, total, used]) =>
    Object.freeze({
      drive: drive.toUpperCase(),
      ...(free === undefined
        ? { freeBytes: Number(total) - Number(used), totalBytes: Number(total) }
        : { freeBytes: Number(free) }),
    }),
  );
  if (drives.length === 0) throw new ModemError({ kind: 'unreadable', command, line });
  return drives;
};

/** Characters that no name has (A76XX AT manual V1.09 pages 287–304): a line that holds one is somebody else's. */
const NO_NAME = /[\\/:*?"<>|]/;

/** Tells the name of a file from other lines that the modem says while it lists a directory. */
export const isFileName = (line: string): boolean => line !== '' && !NO_NAME.test(line);
