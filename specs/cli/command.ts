import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { program } from './program';

const ROOT = join(__dirname, '..', '..');
const SOURCE = join(ROOT, 'lib', 'cli', 'main.ts');
/** The command as it stands, compiled on the way. */
export const fromSource: readonly string[] = ['-r', 'esbuild-register', SOURCE];

const children = new Set<ChildProcess>();

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** The command, running. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Waits until what was printed so far, on either side, fits; fails where the command ends before. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Stops reading what it prints, for good. */
  readonly leaveStdout: () => unknown;
  /** Lets what it prints pile up until it has ended. */
  readonly stopReading: () => void;
}

/** Runs the command. Its standard input is empty unless there is some; with `null` it stays open. */
export const start = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  as: readonly string[] = program(),
  input?: Uint8Array | null,
): Running => {
  const argv = [...as, ...args];
  const child = spawn(process.execPath, argv, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  if (input !== null) child.stdin.end(input);
  children.add(child);
  const out: Buffer[] = [];
  let stderr = '';
  const looks = new Set<() => void>();
  const look = (): void => looks.forEach((one) => one());
  child.stdout.on('data', (bytes: Buffer) => {
    out.push(bytes);
    look();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
    look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      children.delete(child);
      resolve({ code, stdout: Buffer.concat(out), stderr });
    });
  });
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const seen = (): void => {
        const found = pattern.exec(`${Buffer.concat(out).toString('latin1')}\n${stderr}`);
        if (!found) return;
        looks.delete(seen);
        resolve(found);
      };
      looks.add(seen);
      seen();
      void ended.then(({ code }) =>
        reject(new Error(`ended with ${code} before ${String(pattern)}: ${stderr}`)),
      );
    });
  const stopReading = (): void => {
    child.stdout.pause();
    child.once('exit', () => child.stdout.resume());
  };
  const leaveStdout = (): unknown => child.stdout.destroy();
  return { ended, until, signal: (name) => child.kill(name), leaveStdout, stopReading };
};

/** Runs the command to its end. */
export const run = (...args: readonly string[]): Promise<Ended> => start(args).ended;

/** Runs the command to its end with something on its standard input. */
export const runWith = (input: Uint8Array, ...args: readonly string[]): Promise<Ended> =>
  start(args, {}, undefined, input).ended;

/** Ends every child that is still there, by its own handle. */
export const endAll = (): void => children.forEach((child) => child.kill('SIGKILL'));
