import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type MqttClient } from 'mqtt';
import { filter, firstValueFrom, scan, timeout } from 'rxjs';
import { type FleetNews, watch } from '../../lib/mqtt';
import { type Running, start } from '../cli/command';
import { type Mosquitto, startMosquitto } from './mosquitto';

/** A web server that knows how often each path was asked for. */
export interface CountingWeb {
  readonly url: (path: string) => string;
  /** `GET /d/7` by how often. */
  readonly counts: ReadonlyMap<string, number>;
  readonly close: () => void;
}

/** The bytes of a path: its own, the same every time. */
export const bytesOf = (path: string, length: number): Buffer => {
  const seed = createHash('sha256').update(path).digest();
  return Buffer.alloc(length, seed);
};

/** Serves `/LENGTH/…` with so many bytes; takes POSTs at any path and answers them with what they brought. */
export const countingWeb = async (): Promise<CountingWeb> => {
  const counts = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const key = `${method} ${url}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = method === 'POST' ? Buffer.concat(parts) : bytesOf(url, Number(url.split('/')[1]));
      response.writeHead(200, { 'Content-Length': body.length, ETag: `"${url}"` }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: (path) => `http://127.0.0.1:${port}${path}`, counts, close };
};

const DONE_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** A broker, a web server, and gateways in processes of their own. */
export class FleetBench {
  readonly gateways = new Map<string, Running>();
  private readonly clients: MqttClient[] = [];

  private constructor(
    readonly broker: Mosquitto,
    readonly web: CountingWeb,
  ) {}

  static async open(): Promise<FleetBench> {
    return new FleetBench(await startMosquitto(), await countingWeb());
  }

  /** A client of the broker. */
  client(options: object = {}): MqttClient {
    const client = connect(this.broker.url, { protocolVersion: 5, reconnectPeriod: 200, ...options });
    client.on('error', () => undefined);
    this.clients.push(client);
    return client;
  }

  /** Starts a gateway of so many virtual modems as its user would: `rxmodem gateway`. */
  gateway(name: string, modems: number, ...options: readonly string[]): Running {
    const ports = Array.from({ length: modems }, (_, at) => ['--port', `m${at}=emulator`]).flat();
    const running = start(['gateway', '--broker', this.broker.url, '--name', name, ...ports, ...options]);
    this.gateways.set(name, running);
    return running;
  }

  /** Waits until so many modems take jobs, as a watcher sees it. */
  async fit(modems: number): Promise<void> {
    const fit = watch(this.client()).pipe(
      filter((news) => news.kind === 'modem'),
      scan((known, { state }: FleetNews & { kind: 'modem' }) => {
        const name = `${state.gateway}/${state.modem}`;
        return state.isFit ? new Set(known).add(name) : new Set([...known].filter((one) => one !== name));
      }, new Set<string>()),
      filter(({ size }) => size >= modems),
      timeout(30_000),
    );
    await firstValueFrom(fit);
  }

  /** How many jobs each gateway says that it has done, once it is so many in all, or has not become so many for a while. */
  async done(jobs: number): Promise<readonly number[]> {
    const count = async ({ until }: Running): Promise<number> =>
      [...(await until(/[^]*/))[0].matchAll(/ done, /g)].length;
    for (let left = DONE_WITHIN_MS; ; left -= LOOK_EVERY_MS) {
      const counts = await Promise.all([...this.gateways.values()].map(count));
      if (left <= 0 || counts.reduce((sum, one) => sum + one, 0) >= jobs) return counts;
      await pause(LOOK_EVERY_MS);
    }
  }

  async close(): Promise<void> {
    for (const running of this.gateways.values()) running.signal('SIGKILL');
    await Promise.all([...this.gateways.values()].map(({ ended }) => ended));
    for (const client of this.clients) client.end(true);
    await this.broker.remove();
    this.web.close();
  }
}
