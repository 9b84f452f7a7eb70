import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SerialPort } from 'serialport';
import { directReads } from '../../lib/transports/directReads';

/** What the package's own methods were asked. */
interface Calls {
  readonly reads: number[];
  readonly writes: string[];
}

const binding = (fd: number | null, calls: Calls, problem: Error | null = null) => ({
  fd,
  poller: {
    once: (_: 'readable', listener: (error: Error | null) => void) => {
      process.nextTick(listener, problem);
    },
  },
  read: (buffer: Buffer, _offset: number, length: number) => {
    calls.reads.push(length);
    return Promise.resolve({ buffer, bytesRead: 0 });
  },
  write: (buffer: Buffer) => {
    calls.writes.push(buffer.toString('latin1'));
    return Promise.resolve();
  },
});

const NON_BLOCKING = constants.O_RDWR | constants.O_NONBLOCK;

/** A named pipe, opened for both directions and non-blocking, as a port is. */
const withPipe = async (use: (fd: number) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'rxmodem-pipe-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const fd = openSync(path, NON_BLOCKING);
  try {
    await use(fd);
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
};

describe('directReads', () => {
  const calls = (): Calls => ({ reads: [], writes: [] });

  it('reads what is there without the package', () =>
    withPipe(async (fd) => {
      const [seen, buffer] = [calls(), Buffer.alloc(16)];
      const port = binding(fd, seen);
      directReads({ port } as unknown as SerialPort);
      writeSync(fd, 'OK');
      expect((await port.read(buffer, 3, 10)).bytesRead).toBe(2);
      expect(buffer.toString('latin1', 3, 5)).toBe('OK');
      expect(seen.reads).toEqual([]);
    }));

  it('leaves it to the package when nothing comes although the port was readable: it knows what that means', () =>
    withPipe(async (fd) => {
      const seen = calls();
      const port = binding(fd, seen);
      directReads({ port } as unknown as SerialPort);
      await port.read(Buffer.alloc(16), 0, 16);
      expect(seen.reads).toEqual([16]);
    }));

  it('fails where the device is gone: the system gives no bytes, and does not say that there are none now', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxmodem-gone-'));
    const fd = openSync(join(folder, 'empty'), constants.O_RDWR | constants.O_CREAT);
    const seen = calls();
    const port = binding(fd, seen);
    directReads({ port } as unknown as SerialPort);
    await expect(port.read(Buffer.alloc(16), 0, 16)).rejects.toMatchObject({ reason: { kind: 'closed' } });
    closeSync(fd);
    rmSync(folder, { recursive: true });
    expect(seen.reads).toEqual([]);
  });

  it('fails with what the system says where the device goes while it waits', () =>
    withPipe(async (fd) => {
      const seen = calls();
      const gone = new Error('EBADF');
      const port = binding(fd, seen, gone);
      directReads({ port } as unknown as SerialPort);
      await expect(port.read(Buffer.alloc(16), 0, 16)).rejects.toBe(gone);
      expect(seen.reads).toEqual([]);
    }));

  it('writes at once what the system takes, and leaves the rest to the package', () =>
    withPipe(async (fd) => {
      const seen = calls();
      const port = binding(fd, seen);
      directReads({ port } as unknown as SerialPort);
      await port.write(Buffer.from('AT\r'));
      expect(seen.writes).toEqual([]);
      await port.write(Buffer.alloc(100_000, 'x'));
      expect(seen.writes.join('').length).toBeGreaterThan(0);
      expect(seen.writes.join('').length).toBeLessThan(100_000);
    }));

  it('leaves it all to the package once the port is closed', async () => {
    const seen = calls();
    const port = binding(7, seen);
    directReads({ port } as unknown as SerialPort);
    port.fd = null;
    await port.read(Buffer.alloc(4), 0, 4);
    await port.write(Buffer.from('AT'));
    expect(seen).toEqual({ reads: [4], writes: ['AT'] });
  });

  it.each([
    ['no binding', undefined],
    ['no descriptor, as on Windows', { ...binding(7, calls()), fd: undefined }],
    ['no poller', { ...binding(7, calls()), poller: {} }],
  ])('replaces nothing where there is %s', (_, port) => {
    const before = { ...port };
    directReads({ port } as unknown as SerialPort);
    expect({ ...port }).toEqual(before);
  });
});
