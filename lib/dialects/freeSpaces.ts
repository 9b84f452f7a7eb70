import { ModemError } from '../grammar/modemError';
import type { FreeSpace } from './filesDialect';

/** What one drive says of itself: its letter, and a number or two. */
const DRIVE = /([A-Z]):\s*(?:(\d+)\s*bytes|\((\d+)\s*,\s*(\d+)\))/gi;

/**
 * Reads how much room is left: SIM800 tells what is free, A76XX what there is and what is used.
 *
 *     C:186368bytes,D:123345bytes   →  C 186368, D 123345
 *     C:(11348480, 2201600)         →  C 9146880
 *
 * Fails with `unreadable` where no drive can be read.
 */
export const freeSpaces = (told: string, command: string): readonly FreeSpace[] => {
  const drives = [...told.matchAll(DRIVE)].map(([, drive = '', free, total, used]) =>
    Object.freeze({
      drive: drive.toUpperCase(),
      freeBytes: free === undefined ? Number(total) - Number(used) : Number(free),
    }),
  );
  if (drives.length === 0) throw new ModemError({ kind: 'unreadable', command, line: told });
  return drives;
};
