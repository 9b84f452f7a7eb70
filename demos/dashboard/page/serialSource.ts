import { webSerial } from 'rxmodem/web-serial';
import type { Source } from '../model/source';

const SIGNAL_EVERY_MS = 5_000;
const BAUD_RATE = 115_200;

let count = 0;

/** A real modem on a port that somebody has chosen in the browser. */
export const serialSource = (port: SerialPort): Source => ({
  id: `serial-${(count += 1)}`,
  where: 'serial port of this browser',
  transport: webSerial(port, { baudRate: BAUD_RATE }),
  profile: 'auto',
  baudRate: BAUD_RATE,
  pages: [],
  signalEveryMs: SIGNAL_EVERY_MS,
});
