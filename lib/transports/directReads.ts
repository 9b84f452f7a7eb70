import { readSync, writeSync } from 'node:fs';
import type { SerialPort } from 'serialport';

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

/** The bytes that are there, without waiting; `undefined` if there are none, or if the port has a problem. */
const readNow = ({ fd }: Binding, buffer: Buffer, offset: number, length: number): number | undefined => {
  if (fd === null) return undefined;
  try {
    return readSync(fd, buffer, offset, length, null) || undefined;
  } catch {
    return undefined;
  }
};

/** How many bytes the system took at once. */
const writeNow = ({ fd }: Binding, buffer: Buffer): number => {
  if (fd === null) return 0;
  try {
    return writeSync(fd, buffer);
  } catch {
    return 0;
  }
};

const readable = ({ poller }: Binding): Promise<void> =>
  new Promise((resolve) => {
    poller.once('readable', () => resolve());
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
  binding.read = async (buffer, offset, length) => {
    const first = readNow(binding, buffer, offset, length);
    if (first !== undefined) return { buffer, bytesRead: first };
    if (binding.fd !== null) await readable(binding);
    const bytesRead = readNow(binding, buffer, offset, length);
    return bytesRead === undefined ? read(buffer, offset, length) : { buffer, bytesRead };
  };
  binding.write = (buffer) => {
    const taken = writeNow(binding, buffer);
    return taken === buffer.length ? Promise.resolve() : write(buffer.subarray(taken));
  };
};
