import { appendFileSync, closeSync, fchmodSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { ModemError } from '../grammar/errors/modemError';
import type { Transport } from '../wire/transport';
import { recorded, type RecordedOptions } from '../recording/recorded';

/** Who else may read on this machine has no business with a conversation. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
/** Only the owner of a file, and root, may change its mode. */
const isOwn = (uid: number): boolean => [0, uid].includes(process.getuid?.() ?? NaN);

/** Begins the file anew. The mode counts for a new one only: one that is there already is closed to others, unless it is a device. */
const begin = (path: string, text: string): void => {
  const fd = openSync(path, 'w', OWNER_ONLY);
  try {
    const found = fstatSync(fd);
    if (found.isFile() && isOwn(found.uid) && (found.mode & OTHERS) !== 0) fchmodSync(fd, OWNER_ONLY);
    writeFileSync(fd, text);
  } finally {
    closeSync(fd);
  }
};

/**
 * A transport that records its traffic in a file, as `recorded` does. The file is truncated first, readable for its owner only
 * (mode 0600, also where it was there before), and written line by line, so it is a valid recording at any moment.
 *
 *     openModem(recordedTo(serialPort('/dev/ttyUSB0'), 'session.txt'), sim800)
 *
 * Fails with `port` if the file can't be written.
 */
export const recordedTo = (transport: Transport, file: string, options: RecordedOptions = {}): Transport => {
  let write = begin;
  return recorded(
    transport,
    (text) => {
      try {
        write(file, text);
        write = appendFileSync;
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        throw new ModemError({ kind: 'port', where: file, problem });
      }
    },
    options,
  );
};
