import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fromEvent, map, takeUntil } from 'rxjs';
import { emulator, type Emulator, type FamilyName } from '../../lib/emulator';
import { encodeDeliver } from '../../lib/pdu/encodeDeliver';
import { httpOrigin } from '../../lib/transports/node';

/**
 * A client that nobody here wrote: ModemManager, of Debian's package `modemmanager`, with its plugin for SIMCom (simtech).
 *
 * It runs on a bus of its own, with no udev, and takes no pseudo-terminal for a modem then. Its own test interface, which
 * Debian's build has, gives it a modem whose port is a socket: AT crosses that as it crosses a serial port.
 */

const MANAGER = '/usr/sbin/ModemManager';
const PLUGINS = '/usr/lib/*/ModemManager';
const NAME = 'org.freedesktop.ModemManager1';
const AT_MOST_MS = 20_000;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'modem-manager-spec-'));
const children: ChildProcess[] = [];
const servers: Server[] = [];
const sockets: Socket[] = [];
let env: NodeJS.ProcessEnv;

const child = (command: string, args: readonly string[]): ChildProcess => {
  const started = spawn(command, args, { env: env ?? process.env, stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(started);
  return started;
};

const stop = async (running: ChildProcess): Promise<void> => {
  if (running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'close');
  running.kill();
  await ended;
};

const pluginFolder = async (): Promise<string> => {
  const { stdout } = await run('/bin/sh', ['-c', `echo ${PLUGINS}`]);
  return stdout.trim();
};

const mmcli = async (...args: readonly string[]): Promise<string> =>
  (await run('mmcli', args, { env })).stdout;

/** Asks until the answer is the wanted one; gives the last answer in any case. */
const until = async (ask: () => Promise<string>, wanted: (answer: string) => boolean): Promise<string> => {
  const end = Date.now() + AT_MOST_MS;
  let answer = await ask().catch(String);
  while (!wanted(answer) && Date.now() < end) {
    await pause(100);
    answer = await ask().catch(String);
  }
  return answer;
};

/** `modem.3gpp.operator-name : CHINA MOBILE` */
const told = (answer: string, name: string): string | undefined =>
  answer
    .split('\n')
    .map((line) => line.split(' : '))
    .find(([key = '']) => key.trim() === name)?.[1]
    ?.trim();

/** A virtual modem behind a socket. */
const served = async (family: FamilyName): Promise<{ readonly modem: Emulator; readonly path: string }> => {
  const modem = emulator({ family, origin: httpOrigin() });
  const path = join(folder, family);
  const server = createServer((socket) => {
    sockets.push(socket);
    const bytes = fromEvent(socket, 'data').pipe(map((chunk) => new Uint8Array(chunk as Buffer)));
    modem
      .attach(bytes)
      .pipe(takeUntil(fromEvent(socket, 'close')))
      .subscribe((said) => socket.write(said));
  });
  servers.push(server);
  await once(server.listen(path), 'listening');
  return { modem, path };
};

/** Tells the manager of a modem of its SIMCom plugin, and waits until it has made its acquaintance. */
const introduced = async (
  family: FamilyName,
  model: string,
): Promise<{ readonly modem: Emulator; readonly at: string }> => {
  const { modem, path } = await served(family);
  await run(
    'gdbus',
    [
      ...['call', '--session', '--dest', NAME, '--object-path', `/${NAME.replaceAll('.', '/')}`],
      ...['--method', `${NAME}.Test.SetProfile`, family, 'simtech', `["${path}"]`],
    ],
    { env },
  );
  const line = new RegExp(`Modem/(\\d+) .*${model}$`, 'm');
  const list = await until(
    () => mmcli('-L'),
    (answer) => line.test(answer),
  );
  const at = line.exec(list)?.[1] ?? '';
  await until(
    () => mmcli('-m', at, '-K'),
    (answer) => told(answer, 'modem.generic.state') === 'disabled',
  );
  return { modem, at };
};

beforeAll(async () => {
  const bus = child('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address']);
  const [address] = (await once(createInterface({ input: bus.stdout as NodeJS.ReadableStream }), 'line')) as [
    string,
  ];
  env = {
    ...process.env,
    LC_ALL: 'C.UTF-8',
    DBUS_SESSION_BUS_ADDRESS: address,
    DBUS_SYSTEM_BUS_ADDRESS: address,
  };
  child(existsSync(MANAGER) ? MANAGER : 'ModemManager', [
    ...['--no-auto-scan', '--test-session', '--test-enable', `--test-plugin-dir=${await pluginFolder()}`],
  ]);
  await run('gdbus', ['wait', '--session', '--timeout', '20', NAME], { env });
});

afterAll(async () => {
  for (const one of children.reverse()) await stop(one);
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Identity {
  readonly 'modem.generic.model': string;
  readonly [key: string]: string;
}

const families: readonly (readonly [FamilyName, Identity])[] = [
  [
    'sim800',
    {
      'modem.generic.manufacturer': 'SIMCOM_Ltd',
      'modem.generic.model': 'SIMCOM_SIM800L',
      'modem.generic.revision': 'Revision:1418B05SIM800L24',
      'modem.3gpp.imei': '867564050638581',
    },
  ],
  [
    'a7600',
    {
      'modem.generic.manufacturer': 'SIMCOM INCORPORATED',
      'modem.generic.model': 'A7600E',
      'modem.generic.revision': 'A35B01A7600E',
      'modem.3gpp.imei': '861234050012345',
    },
  ],
];

it.each(families)(
  'ModemManager uses a %s: state, operator, signal, SIM, messages',
  async (family, identity) => {
    const { modem, at } = await introduced(family, identity['modem.generic.model']);
    const sent: { readonly to: string; readonly text: string | undefined }[] = [];
    modem.network.sent.subscribe(({ to, text }) => sent.push({ to, text }));

    expect(await mmcli('-m', at, '--enable')).toContain('successfully enabled the modem');
    const status = await until(
      () => mmcli('-m', at, '-K'),
      (answer) =>
        told(answer, 'modem.generic.state') === 'registered' && /signal-quality\.value +: [1-9]/.test(answer),
    );
    const wanted = {
      ...identity,
      'modem.generic.plugin': 'simtech',
      'modem.generic.state': 'registered',
      'modem.generic.signal-quality.value': '64',
      'modem.3gpp.registration-state': 'home',
      'modem.3gpp.operator-code': '46000',
      'modem.3gpp.operator-name': 'CHINA MOBILE',
      'modem.3gpp.packet-service-state': 'attached',
    };
    expect(Object.fromEntries(Object.keys(wanted).map((key) => [key, told(status, key)]))).toEqual(wanted);

    const sim = /SIM\/\d+/.exec(told(status, 'modem.generic.sim') ?? '')?.[0].slice('SIM/'.length) ?? '';
    expect(told(await mmcli('-i', sim, '-K'), 'sim.properties.iccid')).toBe('89860112851012345678');

    modem.network.sms({ from: '+491701234567', text: 'schöne Grüße' });
    const list = await until(
      () => mmcli('-m', at, '--messaging-list-sms'),
      (answer) => answer.includes('(received)'),
    );
    const sms = /SMS\/(\d+)/.exec(list)?.[1] ?? '';
    const message = JSON.parse(await mmcli('-s', sms, '-J')) as object;
    expect(message).toMatchObject({ sms: { content: { number: '+491701234567', text: 'schöne Grüße' } } });
    expect(await mmcli('-m', at, `--messaging-delete-sms=${sms}`)).toContain('successfully');

    const long = 'Lorem ipsum dolor sit amet '.repeat(12).trim();
    // Parts come one by one from a network. ModemManager drops a report of one while it reads another.
    for (const { raw } of encodeDeliver({
      from: '+491701234567',
      text: long,
      sentAt: new Date(),
      reference: 1,
    })) {
      modem.network.sms({ pdu: raw });
      await pause(1_500);
    }
    const joined = await until(
      async () =>
        mmcli('-s', /SMS\/(\d+)/.exec(await mmcli('-m', at, '--messaging-list-sms'))?.[1] ?? '0', '-J'),
      (answer) => answer.includes(long),
    );
    expect(JSON.parse(joined)).toMatchObject({ sms: { content: { number: '+491701234567', text: long } } });

    const made = await mmcli('-m', at, '--messaging-create-sms=text=hello,number=+491709876543');
    await mmcli('-s', /SMS\/(\d+)/.exec(made)?.[1] ?? '', '--send');
    expect(sent).toEqual([{ to: '+491709876543', text: 'hello' }]);
    const parts = await mmcli('-m', at, `--messaging-create-sms=text='${long}',number=+491709876543`);
    await mmcli('-s', /SMS\/(\d+)/.exec(parts)?.[1] ?? '', '--send');
    expect(
      sent
        .slice(1)
        .map(({ text }) => text)
        .join(''),
    ).toBe(long);

    modem.register(2);
    const lost = await until(
      () => mmcli('-m', at, '-K'),
      (answer) => told(answer, 'modem.3gpp.registration-state') === 'searching',
    );
    expect(told(lost, 'modem.3gpp.registration-state')).toBe('searching');
    expect(await mmcli('-m', at, '--disable')).toContain('successfully');
  },
);
