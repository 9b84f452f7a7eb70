/**
 * What one download costs the client's process, beside the bare reading of the same bytes from the same port: the modem is in a
 * process of its own, behind TCP on this machine, paced like a line.
 *
 *     npm run bench:client            8 seconds each
 *     npm run bench:client -- 20
 */
import { fork, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { defer, repeat, switchMap } from 'rxjs';
import { http, openModem, sim800 } from '../../lib';
import { tcp } from '../../lib/transports/tcp';
import { goal } from './goal';
import { BODY_BYTES } from './recordedModem';
import { table } from './table';

const [seconds = '8'] = process.argv.slice(2);
const ROUNDS = 3;
const LINES = [115_200, 921_600];

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const served = (baud: number): Promise<{ child: ChildProcess; port: number }> =>
  new Promise((resolve) => {
    const child = fork(`${__dirname}/recordedServer.ts`, [String(baud)], {
      execArgv: ['-r', 'esbuild-register'],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    child.stdout?.once('data', (text: Buffer) => resolve({ child, port: Number(text.toString()) }));
  });

/** Asks for windows as the client does, and counts what comes. */
const bare = (port: number, windowBytes: number) => {
  const socket = connect(port, '127.0.0.1');
  let [left, offset, bytes] = [0, 0, 0];
  const ask = (): void => {
    const size = Math.min(windowBytes, BODY_BYTES - offset);
    left = size + `\r\n+HTTPREAD: ${size}\r\n`.length + '\r\nOK\r\n'.length;
    socket.write(`AT+HTTPREAD=${offset},${size}\r`);
    offset = offset + size >= BODY_BYTES ? 0 : offset + size;
  };
  socket.on('connect', ask);
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    left -= chunk.length;
    if (left <= 0) ask();
  });
  return { bytes: () => bytes, stop: () => socket.destroy() };
};

const client = (port: number) => {
  let bytes = 0;
  const reading = openModem(tcp({ host: '127.0.0.1', port }), sim800)
    .pipe(switchMap((modem) => defer(() => http.get(modem, 'http://example.com/file')).pipe(repeat())))
    .subscribe((event) => (bytes += event.kind === 'chunk' ? event.bytes.length : 0));
  return { bytes: () => bytes, stop: () => reading.unsubscribe() };
};

/** Percent of a core. */
const measured = async (reading: { bytes: () => number; stop: () => void }): Promise<[number, number]> => {
  while (reading.bytes() < 30_000) await later(50);
  const [used, from, began] = [process.cpuUsage(), reading.bytes(), performance.now()];
  await later(Number(seconds) * 1_000);
  const { user, system } = process.cpuUsage(used);
  const tookMs = performance.now() - began;
  const rate = (1_000 * (reading.bytes() - from)) / tookMs;
  reading.stop();
  await later(300);
  return [(user + system) / 10 / tookMs, rate];
};

const run = async (): Promise<void> => {
  for (const baud of LINES) {
    const { child, port } = await served(baud);
    const windowBytes = Math.min(65_536, Math.floor((baud * 0.07) / 512) * 512);
    const [bares, clients]: [number, number][][] = [[], []] as unknown as [number, number][][];
    for (let round = 0; round < ROUNDS; round += 1) {
      bares?.push(await measured(bare(port, windowBytes)));
      clients?.push(await measured(client(port)));
    }
    child.disconnect();
    const best = (all: readonly [number, number][] = []): readonly [number, number] =>
      all.reduce((one, other) => (other[0] < one[0] ? other : one));
    const [read, got] = [best(bares), best(clients)];
    const rowOf = (name: string, [percent, rate]: readonly [number, number]) => ({
      name,
      cells: [percent.toFixed(2), ((1_000 * rate) / baud).toFixed(1)],
    });
    const name = baud.toLocaleString('en');
    console.log(
      table(
        `One download at ${name} baud`,
        ['% of a core', '% of the line'],
        [rowOf('bare reading', read), rowOf('rxmodem', got)],
      ),
    );
    goal(`CPU of a client at ${name} baud, times bare reading`, got[0] / read[0], '<=', 1.5);
  }
  process.exit();
};

void run();
