import { appendFileSync, writeFileSync } from 'node:fs';
import { ModemError } from '../grammar/errors/modemError';
import type { Transport } from '../wire/transport';
import { recorded, type RecordedOptions } from '../recording/recorded';

/** Who else may read on this machine has no business with a conversation. */
const OWNER_ONLY = 0o600;

/**
 * A transport that records its traffic in a file, as `recorded` does. The file is truncated first, readable for its owner only
 * (mode 0600), and written line by line, so it is a valid recording at any moment.
 *
 *     openModem(recordedTo(serialPort('/dev/ttyUSB0'), 'session.txt'), sim800)
 *
 * Fails with `port` if the file can't be written.
 */
export const recordedTo = (transport: Transport, file: string, options: RecordedOptions = {}): Transport => {
  let write = (path: string, text: string): void => writeFileSync(path, text, { mode: OWNER_ONLY });
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
