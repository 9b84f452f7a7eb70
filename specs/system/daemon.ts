import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A program that runs in front, with a folder of its own. */
export interface Daemon {
  readonly folder: string;
  /** The files in a folder, by name. */
  readonly files: (folder: string) => ReadonlyMap<string, Buffer>;
  /** Puts a file into a folder, whole from the start. */
  readonly put: (folder: string, name: string, content: string | Uint8Array) => void;
  /** What the program said, for a failing spec. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/** How a program is started. */
export interface DaemonParts {
  /** Folders that it needs. */
  readonly folders: readonly string[];
  /** Its configuration, in the folder given. */
  readonly config: (folder: string) => string;
  /** Its command line, with the path of the configuration. */
  readonly command: (config: string) => readonly [program: string, ...args: readonly string[]];
}

/** Starts a program that serves messages in folders. */
export const daemon = ({ folders, config, command }: DaemonParts): Daemon => {
  const folder = mkdtempSync(join(tmpdir(), 'sms-daemon-'));
  for (const one of folders) mkdirSync(join(folder, one));
  const path = join(folder, 'config');
  writeFileSync(path, config(folder));
  const [program, ...args] = command(path);
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  let said = '';
  for (const out of [child.stdout, child.stderr])
    out.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const over = new Promise<void>((done) => child.once('close', () => done()));
  return {
    folder,
    files: (name) =>
      new Map(readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file))])),
    put: (name, file, content) => {
      writeFileSync(join(folder, file), content);
      renameSync(join(folder, file), join(folder, name, file));
    },
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM');
      await over;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Waits until something is so; fails with what is there instead. */
export const until = async <T>(look: () => T, isSo: (value: T) => boolean, withinMs = 60_000): Promise<T> => {
  const end = Date.now() + withinMs;
  for (let value = look(); ; value = look()) {
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`it did not come so far: ${JSON.stringify(value)}`);
    await pause(100);
  }
};
