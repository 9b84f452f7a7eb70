import { webSerial } from 'rxmodem/web-serial';
import type { Source } from '../../modems/source';

const SIGNAL_EVERY_MS = 5_000;
const BAUD_RATE = 115_200;

let count = 0;

const nextName = (): Pick<Source, 'id' | 'name'> => {
  count += 1;
  return { id: `serial-${count}`, name: `serial-${count}` };
};

/** A real modem on a port that somebody has chosen in the browser. */
export const serialSource = (port: SerialPort): Source => ({
  ...nextName(),
  where: 'serial port of this browser',
  transport: webSerial(port, { baudRate: BAUD_RATE }),
  profile: 'auto',
  baudRate: BAUD_RATE,
  pages: [],
  signalEveryMs: SIGNAL_EVERY_MS,
});
