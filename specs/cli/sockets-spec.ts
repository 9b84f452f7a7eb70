import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { request } from 'node:http';
import { createServer as createSecure, type Server as SecureServer } from 'node:tls';
import { generate } from 'selfsigned';
import { closeAll } from './served';
import { endAll, run, runWith, start } from './command';
import { web, type Web } from './web';

const done = { code: 0, stderr: '' };
const oneLine = (pattern: string): unknown =>
  expect.stringMatching(new RegExp(`^rxmodem: [^\\n]*${pattern}[^\\n]*; [^\\n]+\\n$`));
const body = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7) & 0xff));

const listening = <S extends Server>(server: S): Promise<S> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A server that answers the first bytes, sends what it was sent back, and closes where the client does. */
const echo = (socket: Socket): unknown => socket.on('error', () => undefined).pipe(socket);
/** A server that sends a body and closes. */
const brings = (socket: Socket): unknown => socket.on('error', () => undefined).end(body);

describe('rxmodem tcp, proxy and resolve', () => {
  let [echoing, bringing]: readonly [Server, Server] = [createServer(echo), createServer(brings)];
  let secure: SecureServer;
  let site: Web;
  // The emulator pings with the `ping` of the machine: here one that is answered, and none.
  const nowhere = mkdtempSync(join(tmpdir(), 'rxmodem-ping-'));
  const pings = join(nowhere, 'bin');

  beforeAll(async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    [echoing, bringing] = [await listening(createServer(echo)), await listening(createServer(brings))];
    secure = await listening(createSecure({ key, cert }, (socket) => void brings(socket)));
    site = await web({ page: body });
    mkdirSync(pings);
    writeFileSync(join(pings, 'ping'), '#!/bin/sh\necho "64 bytes: ttl=64 time=150 ms"\n', { mode: 0o755 });
  });
  afterAll(() => {
    endAll();
    closeAll();
    for (const server of [echoing, bringing, secure]) server.close();
    site.close();
    rmSync(nowhere, { recursive: true });
  });

  describe.each(['sim800', 'a7600'])('on an embedded %s', (profile) => {
    const as = ['--profile', profile];

    it('carries the standard input, and ends when nothing has come for --linger', async () => {
      const place = `127.0.0.1:${portOf(echoing)}`;
      const ended = await runWith(body, 'tcp', place, ...as, '--linger', '0.5');

      expect(ended).toMatchObject(done);
      expect(ended.stdout.equals(body)).toBe(true);
    }, 30_000);

    it('ends when the far end has closed, though the input is open; all of it is written', async () => {
      const place = `127.0.0.1:${portOf(bringing)}`;
      const ended = await start(['tcp', place, ...as], {}, undefined, null).ended;

      expect(ended).toMatchObject(done);
      expect(ended.stdout.equals(body)).toBe(true);
    }, 30_000);

    it('verifies the server of --tls, unless --insecure is given', async () => {
      const place = `localhost:${portOf(secure)}`;
      const [refused, taken] = await Promise.all([
        run('tcp', place, '--tls', ...as),
        run('tcp', place, '--tls', '--insecure', ...as),
      ]);

      expect(refused).toMatchObject({ code: 35, stderr: oneLine('handshake') });
      expect(taken).toMatchObject(done);
      expect(taken.stdout.equals(body)).toBe(true);
    }, 30_000);

    it('exits 7 where nobody listens, and 6 where a name has no address', async () => {
      const [refused, unknown] = await Promise.all([
        run('tcp', '127.0.0.1:1', ...as),
        run('resolve', 'no-such-name.invalid', ...as),
      ]);

      expect(refused).toMatchObject({ code: 7, stderr: oneLine('no connection') });
      expect(unknown).toMatchObject({ code: 6, stderr: oneLine('could not be resolved') });
    }, 30_000);

    it('resolves names', async () => {
      const [text, json] = await Promise.all([
        run('resolve', 'localhost', ...as),
        run('resolve', 'localhost', '--json', ...as),
      ]);

      expect(text).toEqual({ ...done, stdout: Buffer.from('127.0.0.1\n') });
      expect(JSON.parse(json.stdout.toString())).toEqual({ name: 'localhost', addresses: ['127.0.0.1'] });
    }, 30_000);

    it('pings, and exits 28 where no try was answered', async () => {
      const [answered, silent, json] = await Promise.all([
        start(['ping', '127.0.0.1', '--count', '1', ...as], { PATH: pings }).ended,
        start(['ping', '127.0.0.1', '--count', '1', ...as], { PATH: nowhere }).ended,
        start(['ping', '127.0.0.1', '--count', '1', '--json', ...as], { PATH: nowhere }).ended,
      ]);
      const lines = json.stdout.toString().trimEnd().split('\n');

      expect(answered).toMatchObject(done);
      expect(answered.stdout.toString()).toMatch(
        /^1: 127\.0\.0\.1 answered after \d+ ms\n1 sent, 1 answered\n$/,
      );
      expect(silent).toMatchObject({ code: 28, stderr: oneLine('127.0.0.1 did not answer in time') });
      expect(silent.stdout.toString()).toBe('1: no answer\n1 sent, 0 answered\n');
      expect(json.code).toBe(28);
      expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
        { sequence: 1, lost: true },
        { sent: 1, received: 0 },
      ]);
    }, 60_000);

    it('serves a proxy on loopback until Ctrl-C, with an allow-list', async () => {
      const { port } = new URL(site.url);
      const proxy = start(['proxy', '--listen', '127.0.0.1:0', '--allow', `127.0.0.1:${port}`, ...as]);
      const [, listens = ''] = await proxy.until(/^127\.0\.0\.1:(\d+)$/m);
      const ask = (url: string): Promise<{ readonly status: number | undefined; readonly bytes: Buffer }> =>
        new Promise((resolve, reject) => {
          request({ host: '127.0.0.1', port: listens, path: url, agent: false }, (response) => {
            const parts: Buffer[] = [];
            response.on('data', (part: Buffer) => parts.push(part));
            response.on('end', () => resolve({ status: response.statusCode, bytes: Buffer.concat(parts) }));
          })
            .on('error', reject)
            .end();
        });
      const [page, denied, itself] = await Promise.all([
        ask(`${site.url}/page`),
        ask('http://127.0.0.2:1/'),
        ask('/page'),
      ]);
      proxy.signal('SIGINT');

      expect(page.status).toBe(200);
      expect(page.bytes.equals(body)).toBe(true);
      expect([denied.status, itself.status]).toEqual([403, 400]);
      expect(await proxy.ended).toMatchObject({ code: 130, stderr: '' });
    }, 30_000);
  });

  it('exits 2 for wrong calls, before any port is opened', async () => {
    const calls = [
      ['tcp', 'nowhere'],
      ['tcp', '127.0.0.1:7', '--udp', '--tls'],
      ['tcp', '127.0.0.1:7', '--insecure'],
      ['tcp', '127.0.0.1:7', '--cacert', 'ca.pem'],
      ['tcp', '127.0.0.1:7', '--tls', '--cacert', 'ca.pem', '--insecure'],
      ['ping', '127.0.0.1', '--count', '0'],
      ['proxy', '--listen', '8080'],
    ];
    const ended = await Promise.all(calls.map((call) => run(...call, '--port', '/nowhere')));

    expect(ended.map(({ code }) => code)).toEqual(calls.map(() => 2));
  }, 60_000);
});
