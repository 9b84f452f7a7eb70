import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './runFolder';

const LONGEST_MS = 60_000;
const PAUSE_MS = 50;

/** Whether the lock was free. It stays with who got it, unless that one failed. */
const locks = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
};

const made = (folder: string, fill: (folder: string) => void): void => {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  try {
    fill(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(`${folder}.lock`, { recursive: true });
    throw error;
  }
};

/** Gives a folder that is filled once in a run of jest: by the worker that asks first, while others wait. */
export const oncePerRun = (name: string, fill: (folder: string) => void): string => {
  mkdirSync(runFolder(), { recursive: true });
  const folder = join(runFolder(), name);
  const until = Date.now() + LONGEST_MS;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(folder)) {
    if (locks(`${folder}.lock`)) made(folder, fill);
    else if (Date.now() > until) throw new Error(`${folder} was not made within ${LONGEST_MS} ms`);
    else Atomics.wait(cell, 0, 0, PAUSE_MS);
  }
  return folder;
};
