import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { firstValueFrom, type Observable, shareReplay, Subject, takeUntil } from 'rxjs';
import { generate } from 'selfsigned';
import { type Modem, openModem, profiles } from '../../../lib';
import { serialPort, socketOrigin } from '../../../lib/transports/node';
import { program } from '../../cli/program';
import { servedModem, type ServedModem } from '../servedModem';

/** The families that clients of others are tried on. */
export const FAMILIES = ['sim800', 'a7600'] as const;
export type SocketFamily = (typeof FAMILIES)[number] | 'quectel';

const LONGEST_MS = 50_000;
const STARTS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A certificate for a name, which signs itself. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
}

/** What is shared by the specs of one file: a folder, the command, servers and processes that end with it. */
export class SocketBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'rxmodem-sockets-'));
  readonly over = new Subject<void>();
  private readonly children: ChildProcess[] = [];
  private readonly servers: Server[] = [];
  private certificates = 0;

  /** A virtual modem on a pseudo-terminal: names that end with `.example` are this machine to it. */
  served(family: SocketFamily): Promise<ServedModem> {
    const names = ['web', 'secure', 'other', 'mqtt', 'sql', 'ssh'];
    const hosts = Object.fromEntries(names.map((name) => [`${name}.example`, '127.0.0.1']));
    return servedModem({ family, sockets: socketOrigin({ hosts }) }, this.over);
  }

  /** The library's modem at a served one. */
  opened({ modem, path }: ServedModem): Promise<Modem> {
    const port = serialPort(path);
    const live: Observable<Modem> = openModem(port, profiles[modem.family as SocketFamily]).pipe(
      takeUntil(this.over),
      shareReplay({ bufferSize: 1, refCount: false }),
    );
    live.subscribe({ error: () => undefined });
    return firstValueFrom(live);
  }

  /** Starts a program that runs until the specs are over. */
  start(
    program: string,
    args: readonly string[],
    options: { uid?: number; gid?: number } = {},
  ): ChildProcess {
    const child = spawn(program, args, {
      ...options,
      // Another user may not see the folder of the project.
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    this.children.push(child);
    return child;
  }

  /** Runs a program to its end. */
  async ran(program: string, args: readonly string[], input: string | Uint8Array = ''): Promise<Ended> {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined).end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() };
  }

  /** The command and its arguments. */
  rxmodem(...args: readonly string[]): readonly string[] {
    return [process.execPath, ...program(), ...args];
  }

  /** Starts `rxmodem proxy` at a modem; gives the address where it listens. */
  async proxied({ modem, path }: ServedModem, ...more: readonly string[]): Promise<string> {
    const args = ['proxy', '--listen', '127.0.0.1:0', '--port', path, '--profile', modem.family, ...more];
    const [program = '', ...rest] = this.rxmodem(...args);
    const child = this.start(program, rest);
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const address = new Promise<string>((done, fail) => {
      child.stdout?.once('data', (chunk: Buffer) => done(chunk.toString().trim()));
      child.once('exit', () => fail(new Error(`rxmodem proxy ended: ${complaint}`)));
    });
    return address;
  }

  /** Lets a server listen on a free port of this machine. */
  async listening(server: Server): Promise<number> {
    this.servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }

  async freePort(): Promise<number> {
    const server = createServer();
    const port = await this.listening(server);
    server.close();
    await once(server, 'close');
    return port;
  }

  /** Waits until something listens on a port. */
  async until(port: number): Promise<void> {
    for (let left = STARTS_WITHIN_MS; left > 0; left -= LOOK_EVERY_MS) {
      const socket = connect({ host: '127.0.0.1', port });
      const isThere = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (isThere) return;
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`nothing listens on port ${port}`);
  }

  /** A certificate for a name of this machine, and the files that hold it. */
  async certified(name: string): Promise<SelfSigned> {
    const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
      ],
    });
    this.certificates += 1;
    const file = (kind: string, text: string): string => {
      const path = join(this.folder, `${this.certificates}.${kind}.pem`);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    };
    return { key, cert, keyFile: file('key', key), certFile: file('cert', cert) };
  }

  /** Ends all that it started. */
  async close(): Promise<void> {
    this.over.next();
    const running = this.children.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    await Promise.all(
      running.map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGINT');
        const late = pause(3_000).then(() => child.kill('SIGKILL'));
        await Promise.race([ended, late]);
      }),
    );
    for (const server of this.servers) server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
