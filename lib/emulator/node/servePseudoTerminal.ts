import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { existsSync, lstatSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { concatMap, defer, map, merge, NEVER, Observable, Subject, Subscription, take, timer } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import { attachTo, type Served } from './attachTo';
import { fillable } from './fillable';

/** What is served, and where else its device can be found. */
export type ServePseudoTerminalOptions = Served & {
  /** A symbolic link to the device, for a name that stays the same; made on opening and removed on closing. What is there already is refused. */
  readonly link?: string | undefined;
  /**
   * Whether the emulator hears the rate that the host sets: with `portBaud` another rate is noise. Asks the terminal for it
   * before each piece that the host writes. Default false: any rate works.
   */
  readonly followsRate?: boolean | undefined;
};

/**
 * What runs on the pseudo-terminal: it makes the line raw, says which device it is, and holds it open, so that clients can
 * come and go, until its pipe from us closes: at the latest with our process. `script` (bsdutils) carries the bytes between
 * the terminal's other end and our pipes.
 */
const HOLDER = 'stty raw -echo -ixon -ixoff -ixany; tty; read -r _ <&4';
/** The same, and tells the rate that the host has set, each time that it is asked. */
const RATE_HOLDER = 'stty raw -echo -ixon -ixoff -ixany; tty; while read -r _ <&4; do stty speed >&3; done';
const NEWLINE = 10;
/** From here on, pipes are the holder's own. */
const EXTRA = 3;

const problem = (where: string, text: string): ModemError =>
  new ModemError({ kind: 'port', where, problem: text });

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

const removeLink = (path: string, device: string): void => {
  if (isLink(path) && readlinkSync(path) === device) unlinkSync(path);
};

/** A link of ours that was left behind, when its process was killed: it leads to a pseudo-terminal that is gone. */
const isLeftBehind = (path: string): boolean =>
  isLink(path) && /^\/dev\/pts\/\d+$/.test(readlinkSync(path)) && !existsSync(path);

/** Makes the link. Replaces one that was left behind, and nothing else: it may be another modem's. */
const makeLink = (path: string, device: string): void => {
  if (isLeftBehind(path)) unlinkSync(path);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found) {
    const leads = found.isSymbolicLink() ? `, and leads to ${readlinkSync(path)}` : '';
    throw problem(path, `it is there already${leads}; end what uses it, remove it, or choose another name`);
  }
  symlinkSync(device, path);
};

/** The terminal's first line is its name; everything after it comes from the host. */
const heardFrom = (child: ChildProcess, named: (device: string) => void): Observable<Uint8Array> =>
  new Observable((out) => {
    let name: number[] | undefined = [];
    child.stdout?.on('data', (chunk: Buffer) => {
      let at = 0;
      while (name && at < chunk.length) {
        const code = chunk[at] as number;
        at += 1;
        if (code !== NEWLINE) name.push(code);
        else {
          const device = String.fromCharCode(...name).trim();
          name = undefined;
          named(device);
        }
      }
      if (at < chunk.length) out.next(new Uint8Array(chunk.subarray(at)));
    });
  });

/** How long the terminal may take to tell its rate; the last one counts then. */
const RATE_MS = 1_000;

/** The rate that the host has set: it is asked for before each piece of the host is passed on. */
const hostRate = (child: ChildProcess) => {
  const [, , , told, ask] = child.stdio as unknown as readonly (Readable & Writable)[];
  const rates = new Subject<number>();
  let baud: number | undefined;
  told?.on('data', (chunk: Buffer) => {
    baud = Number(chunk.toString().trim()) || baud;
    rates.next(baud ?? 0);
  });
  const asked = defer(() => {
    ask?.write('\n');
    return NEVER;
  });
  return {
    baud: () => baud,
    settled: (bytes: Uint8Array): Observable<Uint8Array> =>
      merge(rates, timer(RATE_MS), asked).pipe(
        take(1),
        map(() => bytes),
      ),
  };
};

const problemOf = (where: string, error: unknown): ModemError => {
  if (error instanceof ModemError) return error;
  return problem(where, error instanceof Error ? error.message : String(error));
};

type Holder = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Ends the process at once. To a SIGTERM, `script` gives its shell two seconds, in which nobody would leave our process either.
 * The shell ends with the terminal, which hangs up.
 */
const released = (child: Holder): void => {
  for (const pipe of child.stdio.slice(EXTRA)) pipe?.destroy();
  child.kill('SIGKILL');
};

/** The process that holds the terminal. */
const heldTerminal = (followsRate: boolean): Holder =>
  spawn('script', ['-q', '-c', followsRate ? RATE_HOLDER : HOLDER, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe', 'pipe'],
  }) as Holder;

interface Serving {
  readonly served: Served;
  readonly followsRate: boolean;
  /** Takes the path of the device. */
  readonly named: (device: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Attaches the modem when the line is raw: earlier output would be echoed and read as the terminal's name. */
const serve = (child: Holder, { served, followsRate, named, failed }: Serving): Subscription => {
  const rate = followsRate ? hostRate(child) : undefined;
  const host = new Subject<Uint8Array>();
  const modem = fillable(child.stdin);
  const serving = new Subscription();
  const heard = heardFrom(child, (device) => {
    const said = attachTo(served)(rate ? host.pipe(concatMap(rate.settled)) : host, modem.isFull, rate?.baud);
    serving.add(said.subscribe({ next: modem.write, error: failed }));
    named(device);
  });
  serving.add(heard.subscribe(host));
  return serving;
};

/**
 * Serves a virtual modem on a pseudo-terminal: emits the device's path, `/dev/pts/4`, when it can be opened as a serial
 * port. Clients can come and go; unsubscribing closes it. Fails with `port` if it can't be made, and as the modem's
 * transport does. Linux, with `script`.
 */
export const servePseudoTerminal = ({
  link,
  followsRate = false,
  ...served
}: ServePseudoTerminalOptions): Observable<string> =>
  new Observable((out) => {
    const where = link ?? 'pseudo-terminal';
    const child = heldTerminal(followsRate);
    let linked: string | undefined;
    const named = (device: string): void => {
      try {
        if (link !== undefined) makeLink(link, device);
        linked = device;
        out.next(device);
      } catch (error) {
        out.error(problemOf(where, error));
      }
    };
    child.on('error', ({ message }) => out.error(problem(where, message)));
    child.on('exit', () => out.error(problem(where, 'the process that holds it ended')));
    for (const pipe of [child.stdin, ...child.stdio.slice(EXTRA)]) pipe?.on('error', () => undefined);
    const serving = serve(child, { served, followsRate, named, failed: (error) => out.error(error) });
    return () => {
      serving.unsubscribe();
      if (link !== undefined && linked !== undefined) removeLink(link, linked);
      child.removeAllListeners('exit');
      released(child);
    };
  });
