import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect as dial, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { concat, dematerialize, lastValueFrom, materialize, type Observable, switchMap, toArray } from 'rxjs';
import { a7600, openModem, ftp, type FtpServer, type Modem, type Profile, sim800 } from '../../lib';
import { emulator } from '../../lib/emulator';
import { ftpOrigin, httpOrigin, serialPort, servePseudoTerminal } from '../../lib/transports/node';
import { isSame } from '../contract/asking';

// A server that nobody here wrote: `vsftpd`, of Debian's package of that name. It runs as whoever runs this, root or not.

const VSFTPD = ['/usr/sbin/vsftpd', '/usr/bin/vsftpd'].find((path) => existsSync(path)) ?? 'vsftpd';
const STARTS_WITHIN_MS = 10_000;
const LARGE = randomBytes(200_000);

let folder: string;
let share: string;
let daemon: ChildProcess;
let log = '';
let server: FtpServer;

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

/** As whoever launched it the server changes no root: paths are the machine's own. */
const config = (port: number): string =>
  [
    ...['listen=YES', 'listen_ipv6=NO', 'listen_address=127.0.0.1', `listen_port=${port}`, 'background=NO'],
    ...['anonymous_enable=YES', 'local_enable=NO', 'no_anon_password=YES', `anon_root=${share}`],
    ...['write_enable=YES', 'anon_upload_enable=YES', 'anon_mkdir_write_enable=YES'],
    ...['anon_other_write_enable=YES', 'anon_umask=022', 'anon_world_readable_only=NO'],
    ...['pasv_enable=YES', 'pasv_address=127.0.0.1', 'pasv_min_port=0', 'pasv_max_port=0'],
    ...[
      'run_as_launching_user=YES',
      'seccomp_sandbox=NO',
      `secure_chroot_dir=${join(folder, 'empty')}`,
      'xferlog_enable=NO',
    ],
    '',
  ].join('\n');

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1');
    socket.once('data', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false)).once('close', () => resolve(false));
  });

const startDaemon = async (): Promise<void> => {
  const port = await freePort();
  const file = join(folder, 'vsftpd.conf');
  writeFileSync(file, config(port), { mode: 0o600 });
  daemon = spawn(VSFTPD, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const note = (part: unknown): unknown => (log += String(part));
  daemon.on('error', note);
  daemon.stdout?.on('data', note);
  daemon.stderr?.on('data', note);
  const until = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(port))) {
    if (daemon.exitCode !== null || Date.now() > until) throw new Error(`vsftpd did not start: ${log}`);
    await pause(50);
  }
  server = { host: '127.0.0.1', port };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rxmodem-vsftpd-'));
  share = join(folder, 'share');
  mkdirSync(share);
  mkdirSync(join(folder, 'empty'));
  await startDaemon();
}, 20_000);

afterAll(async () => {
  if (daemon?.pid !== undefined && daemon.exitCode === null) {
    const ended = once(daemon, 'exit');
    daemon.kill();
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Does something on a modem at a pseudo-terminal, through `serialport`, and gives what came. */
const onSerial = <T>(profile: Profile, act: (modem: Modem) => Observable<T>): Promise<T[]> => {
  const virtual = emulator({
    family: profile.name,
    origin: httpOrigin(),
    ftp: ftpOrigin(),
  });
  // What is done ends it all: first the connection, then the pseudo-terminal.
  return lastValueFrom(
    servePseudoTerminal({ emulator: virtual }).pipe(
      switchMap((device) => openModem(serialPort(device), profile)),
      switchMap((modem) => act(modem).pipe(materialize())),
      dematerialize(),
      toArray(),
    ),
  );
};

const got = async (profile: Profile, path: string, fromByte = 0): Promise<Buffer> => {
  const events = await onSerial(profile, (modem) => ftp.get(modem, server, path, { fromByte }));
  return Buffer.concat(events.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));
};

describe.each<Profile>([sim800, a7600])('vsftpd behind a $title at a serial port', (profile) => {
  const { name } = profile;
  const inShare = (file: string): string => join(share, name, file);

  beforeAll(() => mkdirSync(join(share, name)));

  it('stores and gives 200,000 bytes as they are', async () => {
    const sent = await onSerial(profile, (modem) => ftp.put(modem, server, inShare('large.bin'), LARGE));

    expect(sent.at(-1)).toEqual({ kind: 'sent', loaded: LARGE.length, total: LARGE.length });
    expect(isSame(readFileSync(inShare('large.bin')), LARGE)).toBe(true);
    expect(isSame(await got(profile, inShare('large.bin')), LARGE)).toBe(true);
  });

  it('gives the rest of a file', async () => {
    expect(isSame(await got(profile, inShare('large.bin'), 190_001), LARGE.subarray(190_001))).toBe(true);
  });

  it('stores in the place of a file, and appends', async () => {
    await onSerial(profile, (modem) => ftp.put(modem, server, inShare('large.bin'), 'short'));
    await onSerial(profile, (modem) =>
      ftp.append(modem, server, inShare('large.bin'), LARGE.subarray(0, 5_000)),
    );
    await onSerial(profile, (modem) => ftp.append(modem, server, inShare('new'), 'begun'));

    const whole = Buffer.concat([Buffer.from('short'), LARGE.subarray(0, 5_000)]);
    expect(isSame(readFileSync(inShare('large.bin')), whole)).toBe(true);
    expect(readFileSync(inShare('new')).toString()).toBe('begun');
  });

  it('stores and gives an empty file', async () => {
    await onSerial(profile, (modem) => ftp.put(modem, server, inShare('empty'), ''));

    expect(readFileSync(inShare('empty'))).toHaveLength(0);
    expect(await got(profile, inShare('empty'))).toHaveLength(0);
  });

  it('moves files between the server and the modem', async () => {
    const file = 'kept.bin';
    await onSerial(profile, (modem) => ftp.put(modem, server, inShare('kept'), LARGE.subarray(0, 3_000)));
    await onSerial(profile, (modem) =>
      concat(
        ftp.getToFile(modem, server, inShare('kept'), file),
        ftp.remove(modem, server, inShare('kept')),
        ftp.putFromFile(modem, server, inShare('kept.bin'), file),
      ),
    );

    expect(isSame(readFileSync(inShare('kept.bin')), LARGE.subarray(0, 3_000))).toBe(true);
    await onSerial(profile, (modem) => ftp.remove(modem, server, inShare('kept.bin')));
  });

  it('lists, measures, makes and removes', async () => {
    await onSerial(profile, (modem) => ftp.mkdir(modem, server, inShare('a folder')));
    const entries = await onSerial(profile, (modem) => ftp.list(modem, server, inShare('')));

    expect(entries.map((entry) => [entry.name, entry.type, entry.type === 'file' && entry.size])).toEqual([
      ['a folder', 'directory', false],
      ['empty', 'file', 0],
      ['large.bin', 'file', 5_005],
      ['new', 'file', 5],
    ]);
    expect(await onSerial(profile, (modem) => ftp.size(modem, server, inShare('large.bin')))).toEqual([
      5_005,
    ]);

    await onSerial(profile, (modem) => ftp.rmdir(modem, server, inShare('a folder')));
    await onSerial(profile, (modem) => ftp.remove(modem, server, inShare('large.bin')));
    expect(readdirSync(inShare('')).sort()).toEqual(['empty', 'new']);
  });

  it('says what is not there, and who may not come', async () => {
    const missing = onSerial(profile, (modem) => ftp.size(modem, server, inShare('large.bin')));
    await expect(missing).rejects.toMatchObject({ reason: { code: profile === sim800 ? 77 : 9 } });

    const stranger = { ...server, user: 'nobody-here', password: 'wrong' };
    const refused = onSerial(profile, (modem) => ftp.size(modem, stranger, inShare('new')));
    await expect(refused).rejects.toMatchObject({
      reason: profile === sim800 ? { kind: 'ftp', code: 72 } : { kind: 'cftps', code: 9, step: 'login' },
    });
  });
});
