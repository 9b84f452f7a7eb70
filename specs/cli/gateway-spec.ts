import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedPorts } from '../../lib/cli/modem/namedPorts';
import { endAll, run, start } from './command';

/** A broker that answers each CONNECT with some bytes, and closes. */
const answering = (answer: readonly number[]): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Uint8Array.from(answer)));
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
const urlOf = (server: Server): string => `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** CONNACK: of MQTT 3.1.1, unacceptable protocol version; of MQTT 5, unsupported protocol version. */
const OLD = [0x20, 2, 0, 1];
const UNSUPPORTED = [0x20, 3, 0, 0x84, 0];

describe('a broker that speaks no MQTT 5', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));
  const broker = async (answer: readonly number[]): Promise<string> => {
    const server = await answering(answer);
    servers.push(server);
    return urlOf(server);
  };

  it('and says so ends a gateway, which names the version', async () => {
    const [old, unsupported] = [await broker(OLD), await broker(UNSUPPORTED)];
    const ended = await Promise.all([old, unsupported].map((url) => run('gateway', '--broker', url)));
    expect(ended.map(({ code }) => code)).toEqual([74, 74]);
    expect(ended[0]?.stderr).toContain(`${old} could not be opened: it speaks MQTT 3 only; use a broker of`);
    expect(ended[1]?.stderr).toMatch(/Unsupported Protocol Version/i);
  }, 20_000);

  it('and only closes the connection, as RabbitMQ 3.10 does, is named once; the gateway tries on', async () => {
    const url = await broker([]);
    const running = start(['gateway', '--broker', url]);
    await running.until(/broker disconnected: it closed the connection without an answer; check .* MQTT 5/);
    // Its modem becomes fit only after several tries to connect.
    await running.until(/emulator takes jobs/);
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(stdout.toString().match(/^broker/gm)).toHaveLength(1);
  }, 20_000);

  it('ends a verb that uses it, too', async () => {
    const got = await run('get', 'http://example.com/', '--port', `${await broker([])}/berlin/north`);
    expect(got).toMatchObject({ code: 74, stderr: expect.stringContaining('it must be a broker of MQTT 5') });
  }, 20_000);
});

describe('rxmodem gateway', () => {
  afterAll(() => endAll());

  it('ends with 23 where its trace can not be written, midway or at its start', async () => {
    const as = ['gateway', '--broker', 'mqtt://127.0.0.1:1', '--trace'];
    const [full, missing] = await Promise.all([run(...as, '/dev/full'), run(...as, '/no/such/trace')]);

    expect([full.code, missing.code]).toEqual([23, 23]);
    expect(full.stderr).toMatch(/^rxmodem: \/dev\/full could not be written: ENOSPC[^\n]*\n$/);
    expect(missing.stderr).toMatch(/^rxmodem: \/no\/such\/trace could not be written: ENOENT[^\n]*\n$/);
  }, 20_000);

  it('opens its trace once: what two modems say, and each of their connections, is in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxmodem-gateway-'));
    const trace = join(folder, 'trace.txt');
    const ports = ['--port', 'north=emulator', '--port', 'south=emulator', '--port', 'gone=/no/such/port'];
    const running = start(['gateway', '--broker', 'mqtt://127.0.0.1:1', '--trace', trace, ...ports]);
    await running.until(/(?=[^]*north takes jobs)[^]*south takes jobs/);
    running.signal('SIGINT');
    await running.ended;
    const said = readFileSync(trace, 'utf8');
    rmSync(folder, { recursive: true });

    expect(said.match(/> ATE0$/gm)).toHaveLength(2);
  }, 30_000);

  it('names modems after their ports, each by its own name', () => {
    const ports = [
      'north=/dev/ttyUSB0',
      '/dev/ttyUSB1',
      'tcp://10.0.0.2:7000',
      'emulator',
      'emulator',
      '/x/emulator',
    ];
    expect(namedPorts(ports)).toEqual([
      { name: 'north', where: '/dev/ttyUSB0' },
      { name: 'ttyUSB1', where: '/dev/ttyUSB1' },
      { name: '10.0.0.2:7000', where: 'tcp://10.0.0.2:7000' },
      { name: 'emulator', where: 'emulator' },
      { name: 'emulator-2', where: 'emulator' },
      { name: 'emulator-3', where: '/x/emulator' },
    ]);
    expect(() => namedPorts(['a=emulator', 'a=/dev/ttyUSB0'])).toThrow();
  });

  it('tells wrong usage in one line and exits 2, and never shows a password', async () => {
    const ended = await Promise.all([
      run('gateway'),
      run('gateway', '--broker', 'http://me:pass-word@127.0.0.1'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--name', 'a/b'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--port', 'a=emulator', '--port', 'a=emulator'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--root', '#'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:99999'),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(ended.every(({ stderr }) => /^rxmodem: [^\n]+; [^\n]+\n$/.test(stderr))).toBe(true);
    expect(ended.map(({ stderr }) => stderr).join('')).not.toContain('pass-word');
  }, 20_000);

  it('fails where a certificate can not be read', async () => {
    const ended = await run('gateway', '--broker', 'mqtts://127.0.0.1:1', '--ca', '/no/such/file');
    expect(ended).toMatchObject({ code: 26 });
  }, 20_000);
});
