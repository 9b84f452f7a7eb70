/**
 * What all demos share: the source of the modem. The default is a virtual modem with a small web and an FTP server; `--port`
 * names a real one.
 */
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  concatMap,
  config,
  defer,
  fromEvent,
  ignoreElements,
  interval,
  map,
  merge,
  NEVER,
  type Observable,
  of,
  switchMap,
  tap,
  throwError,
  timer,
} from 'rxjs';
import {
  detectProfile,
  type FtpServer,
  ModemError,
  type Profile,
  profiles,
  replay,
  type Transport,
} from 'rxmodem';
import { emulator, type Emulator, simulatedFtp, simulatedWeb } from 'rxmodem/emulator';
import { recordedTo, serialPort, tcp } from 'rxmodem/node';

/** What stands on the desk. */
export interface Desk {
  /** Emits the transport and the profile. */
  readonly where: Observable<{ readonly transport: Transport; readonly profile: Profile }>;
  /** A file on the web. */
  readonly file: string;
  /** The same file, loaded without the modem. */
  readonly original: Observable<Uint8Array>;
  /** A page on the web. The simulated server is busy at first. */
  readonly page: string;
  /** An FTP server and a folder on it. */
  readonly ftpServer: FtpServer;
  readonly ftpFolder: string;
  /** Emits on Ctrl-C, and after `--seconds`. */
  readonly stopped: Observable<unknown>;
}

/** What a virtual modem does in addition. */
export interface Scene {
  /** It sends URCs. */
  readonly talks?: boolean;
  /** It is unplugged once after this many bytes, which restarts it, and plugged in again. */
  readonly unpluggedAfterBytes?: number;
}

const FILE = new TextEncoder().encode('One byte after another, through a modem.\r\nOK\r\n'.repeat(1_024));
const BAUD_RATE = 230_400;

const flags = new Command()
  .name('npm run demo --')
  .argument('[number]')
  .option(
    '--port <where>',
    'a real modem: /dev/ttyUSB0 or tcp://HOST:PORT; replay:FILE (default: a virtual one)',
  )
  .addOption(
    new Option('--profile <family>', 'its family (default: it is asked)').choices(Object.keys(profiles)),
  )
  .option('--url <url>', 'what a real modem gets', 'http://example.com/')
  .option('--ftp <url>', 'where a real modem uploads to: ftp://USER@HOST/FOLDER/')
  .option('--record <file>', 'write the session, secrets masked, so that --port replay:FILE plays it')
  .addOption(
    new Option('--speed <n>', 'how many times as fast a recording is played; max: without waiting')
      .default(1)
      .argParser((text) => (text === 'max' ? Infinity : Number(text))),
  )
  .option('--seconds <seconds>', 'end what runs until Ctrl-C', Number)
  .parse()
  .opts<{
    port?: string;
    profile?: keyof typeof profiles;
    url: string;
    ftp?: string;
    record?: string;
    speed: number;
    seconds?: number;
  }>();

// An error that a demo does not catch ends it with a message that says what to do next.
config.onUnhandledError = (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
};

const virtualModem = (): Emulator => {
  let asked = 0;
  const web = simulatedWeb({
    'http://example.com/file.txt': { body: FILE, headers: [['ETag', '"1"']] },
    'http://example.com/news': () => {
      asked += 1;
      return asked <= 2 ? { status: 503, delayMs: 350 } : { body: `News, at try no. ${asked}`, delayMs: 350 };
    },
  });
  const ftp = simulatedFtp({ 'files.example.com': { user: 'me', password: 'secret', folders: ['/logs'] } });
  return emulator({ family: flags.profile ?? 'sim800', origin: web, ftp, baud: BAUD_RATE });
};

/** Events around a virtual modem, in order. */
const talk = (virtual: Emulator): Observable<never> => {
  const signal = virtual.family === 'sim800' ? '+CSQN' : '+CSQ';
  const scene = [
    () => virtual.say('+CMTI: "SM",3'),
    () => virtual.say('+CMTI: "SM",4'),
    () => virtual.register(2), // searching …
    () => virtual.say(`${signal}: 9,0`),
    () => virtual.register(5), // … and found, abroad
    () => virtual.say(`${signal}: 23,0`),
    () => virtual.say('RING'),
    () => virtual.say('+DOOR: 2,"open"'),
  ];
  return interval(300).pipe(
    tap((n) => scene[n % scene.length]?.()),
    ignoreElements(),
  );
};

/** Pulls the plug once. */
const unplugged = (virtual: Emulator, bytesBefore: number): Transport => {
  let left = bytesBefore;
  const looseCable = (incoming: Observable<Uint8Array>) =>
    incoming.pipe(
      concatMap((bytes) => {
        if (left <= 0) return of(bytes);
        left -= bytes.length;
        if (left > 0) return of(bytes);
        virtual.restart();
        return throwError(() => new ModemError({ kind: 'closed', where: 'the virtual port' }));
      }),
    );
  return virtual.transport.pipe(map((port) => ({ ...port, incoming: looseCable(port.incoming) })));
};

const virtualTransport = ({ talks = false, unpluggedAfterBytes = 0 }: Scene): Transport => {
  const virtual = virtualModem();
  const transport = unplugged(virtual, unpluggedAfterBytes);
  return talks ? merge(transport, talk(virtual)) : transport;
};

/** A recording that `--port replay:FILE` names; nothing where the port is none. */
const recordingOf = (port: string | undefined): string | undefined => {
  const file = /^replay:(.*)$/.exec(port ?? '')?.[1];
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
};

const recording = recordingOf(flags.port);
/** A virtual modem, or what was recorded of one: the web behind it is the same. */
const isVirtual = flags.port === undefined || /^# emulator,/.test(recording ?? '');

const portNamed = (port: string): Transport => {
  if (recording !== undefined) return replay(recording, { name: port, speed: flags.speed });
  if (!port.startsWith('tcp://')) return serialPort(port);
  const { hostname, port: number } = new URL(port.replace('tcp:', 'http:'));
  return tcp({ host: hostname, port: Number(number) });
};

const transportOf = ({ port, record }: typeof flags, scene: Scene): Transport => {
  const transport = port === undefined ? virtualTransport(scene) : portNamed(port);
  return record === undefined ? transport : recordedTo(transport, record, { bodies: true });
};

/** The computer's own way to a file. */
const hadFrom = (url: string): Observable<Uint8Array> =>
  defer(() => fetch(url)).pipe(
    switchMap((response) => response.arrayBuffer()),
    map((body) => new Uint8Array(body)),
  );

const ftpUrl = (): URL => {
  const url = isVirtual ? 'ftp://me:secret@files.example.com/logs/' : flags.ftp;
  if (url !== undefined) return new URL(url);
  console.error('Where to? Name an FTP server with --ftp ftp://USER@HOST/FOLDER/');
  process.exit(2);
};

const ftpServerOf = ({ hostname, port, username, password }: URL): FtpServer => ({
  host: hostname,
  ...(port && { port: Number(port) }),
  ...(username && { user: decodeURIComponent(username) }),
  // Safer than in the URL, which other users of the computer can see.
  password: decodeURIComponent(password) || (process.env.RXMODEM_FTP_PASSWORD ?? ''),
});

/** Prepares the modem and its surroundings. */
export const desk = (scene: Scene = {}): Desk => {
  const { port, profile, url, seconds } = flags;
  const transport = transportOf(flags, scene);
  const known = profile ?? (isVirtual ? 'sim800' : undefined);
  const found = known === undefined ? detectProfile(transport) : of(profiles[known]);
  return {
    where: found.pipe(
      tap(({ title }) => console.log(`${title}, ${port ?? 'virtual; yours with -- --port /dev/ttyUSB0'}\n`)),
      map((family) => ({ transport, profile: family })),
    ),
    file: isVirtual ? 'http://example.com/file.txt' : url,
    page: isVirtual ? 'http://example.com/news' : url,
    original: isVirtual ? of(FILE) : hadFrom(url),
    get ftpServer() {
      return ftpServerOf(ftpUrl());
    },
    get ftpFolder() {
      return decodeURIComponent(ftpUrl().pathname);
    },
    stopped: merge(fromEvent(process, 'SIGINT'), seconds === undefined ? NEVER : timer(seconds * 1_000)),
  };
};
