import { readSync, writeSync } from 'node:fs';
import type { SerialPort } from 'serialport';
import { ModemError } from '../grammar/errors/modemError';

/** The parts of the package's Linux and macOS bindings that are used here. They are not part of its public interface. */
interface Binding {
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', listener: (error: Error | null) => void): void };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
}

const isBinding = (binding: unknown): binding is Binding => {
  const { fd, poller, read, write } = (binding ?? {}) as Partial<Record<keyof Binding, unknown>>;
  const canWait = typeof (poller as Binding['poller'] | undefined)?.once === 'function';
  return typeof fd === 'number' && canWait && typeof read === 'function' && typeof write === 'function';
};

/** How many bytes were there, without waiting: 0 where the device is gone, `undefined` where none have come or the port has a problem. */
const readNow = ({ fd }: Binding, buffer: Buffer, offset: number, length: number): number | undefined =>
  fd === null ? undefined : tried(undefined, () => readSync(fd, buffer, offset, length, null));

/** What the system counted; something else where it refused. */
const tried = <T>(otherwise: T, read: () => number): number | T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** How many bytes the system took at once. */
const writeNow = ({ fd }: Binding, buffer: Buffer): number =>
  fd === null ? 0 : tried(0, () => writeSync(fd, buffer));

/** What waits fails where the device goes: the package closes the port then. */
const readable = ({ poller }: Binding): Promise<void> =>
  new Promise((resolve, reject) => {
    poller.once('readable', (error) => (error ? reject(error) : resolve()));
  });

/**
 * Reads and writes an open port without a thread of Node's pool for each call, which costs more than the call itself: the port is
 * non-blocking, so what can't be read or written now is known at once.
 *
 * It replaces two methods of the package's binding, and uses two of its private fields. Where they are missing (Windows, another version of
 * the package), nothing is replaced. Every error, and every write that the system does not take whole, goes the package's own way.
 */
export const directReads = (port: SerialPort): void => {
  const binding: unknown = port.port;
  if (!isBinding(binding)) return;
  const read = binding.read.bind(binding);
  const write = binding.write.bind(binding);
  // The package reads again and again from a device that is gone, and never ends.
  const present = (count: number | undefined): number | undefined => {
    if (count === 0) throw new ModemError({ kind: 'closed', where: port.path });
    return count;
  };
  // Whether the last read left something: a read that finds nothing makes an error, which costs more than a wait.
  let isMore = false;
  binding.read = async (buffer, offset, length) => {
    if (!isMore && binding.fd !== null) await readable(binding);
    const bytesRead = present(readNow(binding, buffer, offset, length));
    isMore = bytesRead === length;
    return bytesRead === undefined ? read(buffer, offset, length) : { buffer, bytesRead };
  };
  binding.write = (buffer) => {
    const taken = writeNow(binding, buffer);
    return taken === buffer.length ? Promise.resolve() : write(buffer.subarray(taken));
  };
};
