import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import {
  filter,
  ignoreElements,
  interval,
  map,
  merge,
  type Observable,
  skip,
  startWith,
  switchMap,
  take,
  tap,
} from 'rxjs';
import { emulator, simulatedFtp } from '../../lib/emulator';
import { httpOrigin } from '../../lib/emulator/node/httpOrigin';
import { servePseudoTerminal } from '../../lib/emulator/node/servePseudoTerminal';

const DEMOS = join(__dirname, '../../demos');
const BUNDLES = join(__dirname, '../../build', `demos-${process.pid}`);
const DEADLINE_MS = 100_000;
const PATIENCE_MS = 5_000;

/** How a demo went. */
export interface Ran {
  readonly code: number | null;
  /** All that it printed. */
  readonly text: string;
}

const isThere = (group: number): boolean => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};

/** Every demo that was run, with all that it started. */
const groups: number[] = [];

/** What Node needs to run a demo: `run.ts` as `npm run demo` runs it; the others as bundles, which start eight times as fast. */
const programOf = (file: string): readonly string[] => {
  const source = join(DEMOS, file);
  if (file === 'run.ts') return ['-r', 'esbuild-register', source];
  const bundle = join(BUNDLES, file.replace(/ts$/, 'js'));
  if (!existsSync(bundle))
    buildSync({
      entryPoints: [source],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
  return [bundle];
};

/** Takes the bundles away, and tells how many demos have left something running. What compiles `run.ts` ends up to a second later. */
export const leftRunning = async (): Promise<number> => {
  rmSync(BUNDLES, { recursive: true, force: true });
  for (let left = PATIENCE_MS; left > 0 && groups.some(isThere); left -= 50) await pause(50);
  return groups.filter(isThere).length;
};

/** Runs a demo to its end, and lets `heard` know what it has printed so far. */
export const ran = async (
  file: string,
  options: readonly string[],
  heard: (text: string) => void = () => undefined,
): Promise<Ran> => {
  const child = spawn(process.execPath, [...programOf(file), ...options], {
    // A group of its own, so that it shows whether anything is left.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, RXMODEM_FTP_PASSWORD: 'secret' },
  });
  const group = child.pid as number;
  groups.push(group);
  let text = '';
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
    heard(text);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const deadline = setTimeout(() => process.kill(-group, 'SIGKILL'), DEADLINE_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(deadline);
  return { code, text };
};

/** A modem on a serial port. */
export interface SerialModem {
  /** Emits the device's path whenever it can be opened, for as long as somebody is subscribed. */
  readonly port: Observable<string>;
  /** What was uploaded to its FTP server. */
  readonly uploaded: (path: string) => Uint8Array | undefined;
}

/** What it says by itself, as those in the field do. */
const LINES = ['+CMTI: "SM",3', '+DOOR: 2,"open"', ...['RING', 'RING', 'RING', 'RING']];

/**
 * A virtual A7600 behind a pseudo-terminal, with loopback's web behind it. Where it is a loose one, it goes in the middle of
 * the first body that it reads, port and all, and comes back.
 */
export const serialModem = (link: string, isLoose: boolean): SerialModem => {
  const servers = simulatedFtp({
    'files.example.com': { user: 'me', password: 'secret', folders: ['/logs'] },
  });
  const virtual = emulator({ family: 'a7600', origin: httpOrigin(), ftp: servers, baud: 460_800 });
  const goes = virtual.heard.pipe(
    filter((line) => isLoose && line.startsWith('AT+HTTPREAD=')),
    skip(3),
    take(1),
    tap(() => virtual.restart()),
  );
  const speaks = interval(400).pipe(
    tap((n) => virtual.say(LINES[n % LINES.length] ?? '')),
    ignoreElements(),
  );
  const port = goes.pipe(
    startWith(undefined),
    switchMap(() => servePseudoTerminal({ emulator: virtual, link })),
    map(() => link),
  );
  return {
    port: merge(port, speaks),
    uploaded: (path) => servers.fileOf('files.example.com', path),
  };
};
