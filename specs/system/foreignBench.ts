import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(__dirname, '../..');
const MODEM = join(__dirname, 'foreignModem.py');

export type Family = 'sim800' | 'a7600' | 'sim7600';

/** How a child ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly ms: number;
}

/** A child that runs: its end, and its own pid to signal. */
export interface Running {
  readonly ended: Promise<Ended>;
  readonly interrupt: () => void;
}

const SOURCE = ['-r', 'esbuild-register', 'lib/cli/main.ts'];

const LONGEST = 55_000;

const watched = (child: ChildProcess): Running => {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  const since = Date.now();
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const guard = setTimeout(() => child.kill('SIGKILL'), LONGEST);
  const ended = once(child, 'close').then(([code]: unknown[]): Ended => {
    clearTimeout(guard);
    return {
      code: code as number | null,
      stdout: Buffer.concat(out),
      stderr: Buffer.concat(err).toString(),
      ms: Date.now() - since,
    };
  });
  return { ended, interrupt: () => child.kill('SIGINT') };
};

/** The foreign modem in its own process, with a folder of its own, and the command driven against it. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  readonly link = join(this.folder, 'modem');
  readonly output = join(this.folder, 'body');
  private readonly logFile = join(this.folder, 'log');
  private readonly child: ChildProcess;

  constructor(
    readonly family: Family,
    knobs: readonly string[],
    private command: readonly string[],
  ) {
    const own = ['--family', family, '--link', this.link, '--log', this.logFile, '--stdin-guard'];
    this.child = spawn('python3', [MODEM, ...own, ...knobs], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr?.on('data', (chunk: Buffer) => this.complaints.push(chunk.toString()));
  }

  /** What the modem's own process wrote to stderr: nothing, unless it is broken. */
  readonly complaints: string[] = [];

  async ready(): Promise<this> {
    if (this.child.stdout) await once(this.child.stdout, 'data');
    return this;
  }

  /** The lines of the modem's log, without the times: commands as received, `# …` what became of them. */
  get log(): readonly string[] {
    return readFileSync(this.logFile, 'latin1')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(10));
  }

  get timedLog(): string {
    return readFileSync(this.logFile, 'latin1');
  }

  get commands(): readonly string[] {
    return this.log.filter((line) => !line.startsWith('#'));
  }

  /** How many commands start like this. */
  count(start: string): number {
    return this.commands.filter((line) => line.startsWith(start)).length;
  }

  async until(start: string, times = 1): Promise<void> {
    while (this.count(start) < times) await pause(20);
  }

  /** Whether the session was closed when the port was closed last. */
  get clean(): boolean {
    return this.log.filter((line) => line.startsWith('# session left')).at(-1) === '# session left closed';
  }

  /** The body as it was written, undefined when there is no file. */
  get body(): Buffer | undefined {
    return readdirSync(this.folder).includes('body') ? readFileSync(this.output) : undefined;
  }

  /** The command, on this modem's port unless the arguments name another. */
  start(verb: string, url: string, ...more: readonly string[]): Running {
    const where = more.includes('--port') ? [] : ['--port', this.link];
    const profile = more.includes('--profile') ? [] : ['--profile', this.family];
    const timeout = more.includes('--timeout') ? [] : ['--timeout', '40'];
    return watched(
      spawn('node', [...this.command, verb, url, ...where, ...profile, ...timeout, ...more], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  /** From here on the command runs from its sources, as a checkout without a build runs it. */
  fromSource(): this {
    this.command = SOURCE;
    return this;
  }

  get(url: string, ...more: readonly string[]): Promise<Ended> {
    rmSync(this.output, { force: true });
    return this.start('get', url, '-o', this.output, ...more).ended;
  }

  /** Debian's `chat`, which knows nothing of either side, on the same port. */
  chat(...script: readonly string[]): Promise<Ended> {
    return watched(
      spawn(
        '/bin/sh',
        ['-c', 'link=$1; shift; exec chat -S -v -t 5 "$@" <>"$link" >&0', 'sh', this.link, ...script],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    ).ended;
  }

  async close(): Promise<void> {
    const gone = this.child.exitCode === null ? once(this.child, 'exit') : undefined;
    this.child.stdin?.end();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs `act` with a modem, and adds what the modem heard to whatever goes wrong. */
export const withBench = async (
  family: Family,
  knobs: readonly string[],
  command: readonly string[],
  act: (bench: Bench) => Promise<void>,
): Promise<void> => {
  const bench = await new Bench(family, knobs, command).ready();
  try {
    await act(bench);
    expect(bench.complaints).toEqual([]);
  } catch (error) {
    const heard = bench.timedLog.split('\n');
    const shown = heard.length > 60 ? [...heard.slice(0, 30), '…', ...heard.slice(-30)] : heard;
    if (error instanceof Error)
      error.message += `\n\n${family} ${knobs.join(' ')} heard:\n${shown.join('\n')}${bench.complaints.join('')}`;
    throw error;
  } finally {
    await bench.close();
  }
};

/** Lets so many run at a time. */
export const turnstile = (places: number) => {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (run: () => Promise<void>): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};
