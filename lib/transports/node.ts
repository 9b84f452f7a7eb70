/* Ways to a modem that need Node */
export { serialPort } from './serialPort';
export type { OpenSerialPort, SerialPortOptions, SerialPortSignals } from './serialPort';
export { tcp } from './tcp';
