import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as waited } from 'node:timers/promises';

/** A real broker on a free port of loopback: Debian's package `mosquitto`. */
export interface Mosquitto {
  readonly url: string;
  readonly port: number;
  /** Its process, while it runs. */
  readonly pid: () => number | undefined;
  /** Ends it; what it keeps stays. By default it saves that first. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  /** Starts it again on the same port, with what it had saved. */
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Ends it for good, and removes its folder. */
  readonly remove: () => Promise<void>;
}

const PROGRAM = '/usr/sbin/mosquitto';
const STARTS_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 20;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const isListening = async (port: number): Promise<boolean> => {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

const begun = async (file: string, port: number): Promise<ChildProcess> => {
  const child = spawn(PROGRAM, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  child.on('error', (error) => (said += error.message));
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until && child.pid !== undefined && isRunning(child)) {
    if (await isListening(port)) return child;
    await waited(LOOK_EVERY_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`mosquitto does not run: ${said}`);
};

/** Starts a broker of one's own, with more lines of configuration where they are given. It lets everybody in unless they say otherwise. */
export const startMosquitto = async (lines: readonly string[] = []): Promise<Mosquitto> => {
  const folder = mkdtempSync(join(tmpdir(), 'rxmodem-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  const port = await freePort();
  const access = lines.some((line) => line.startsWith('allow_anonymous')) ? [] : ['allow_anonymous true'];
  const kept = ['persistence true', `persistence_location ${folder}/`, 'user root'];
  const settings = [`listener ${port} 127.0.0.1`, ...access, ...kept, 'log_type error', ...lines];
  writeFileSync(file, `${settings.join('\n')}\n`);
  let child: ChildProcess | undefined = await begun(file, port);
  const start = async (): Promise<void> => {
    child ??= await begun(file, port);
  };
  const stop: Mosquitto['stop'] = async (signal = 'SIGTERM') => {
    const running = child;
    child = undefined;
    if (!running || !isRunning(running)) return;
    const over = once(running, 'exit');
    running.kill(signal);
    await over;
  };
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    pid: () => child?.pid,
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    remove: async () => {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
