import { request } from 'node:http';
import { connect } from 'node:net';
import { firstValueFrom, ReplaySubject, type Subscription } from 'rxjs';
import { profiles } from '../../lib';
import { serveProxy, type ServeProxyOptions } from '../../lib/transports/node';
import { allOf, type Listening, nodeDesk, type NodeDesk, tcpServer, webServer } from './nodeDesk';

const body = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 17) & 0xff));

describe('serveProxy', () => {
  let desk: NodeDesk;
  let site: Listening;
  let echo: Listening;
  const serving: Subscription[] = [];

  beforeAll(async () => {
    desk = await nodeDesk(profiles.sim800);
    site = await webServer((asked, answer) => {
      if (asked.url === '/big') return void answer.end(body);
      void allOf(asked).then((bytes) =>
        answer.end(JSON.stringify({ ...asked.headers, url: asked.url, bytes: bytes.length })),
      );
    });
    echo = await tcpServer((socket) => socket.pipe(socket));
  });
  afterAll(() => {
    for (const one of serving) one.unsubscribe();
    site.close();
    echo.close();
    desk.close();
  });

  const proxied = async (options: ServeProxyOptions = {}): Promise<number> => {
    const addresses = new ReplaySubject<string>(1);
    serving.push(serveProxy(desk.modem, options).subscribe(addresses));
    return Number((await firstValueFrom(addresses)).split(':')[1]);
  };
  const ask = (
    port: number,
    path: string,
    { method = 'GET', sent = '', more = {} } = {},
  ): Promise<{ readonly status: number; readonly bytes: Buffer }> =>
    new Promise((resolve, reject) => {
      const headers = {
        'proxy-authorization': 'Basic c2VjcmV0',
        'x-board': '7',
        connection: 'x-board',
        ...more,
      };
      request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
        void allOf(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, bytes }));
      })
        .on('error', reject)
        .end(sent);
    });
  /** Writes pieces to the proxy, each when the answer to the one before has come, and gives all answers. */
  const talk = (port: number, ...pieces: readonly Uint8Array[]): Promise<readonly Buffer[]> =>
    new Promise((resolve) => {
      const answers: Buffer[] = [];
      const socket = connect(port, '127.0.0.1', () => void socket.write(pieces[0] ?? ''));
      socket.on('data', (bytes) => {
        answers.push(bytes);
        const next = pieces[answers.length];
        if (next) socket.write(next);
        else socket.destroy();
      });
      socket.on('error', () => undefined).on('close', () => resolve(answers));
    });

  it('passes plain requests on, without the fields of this hop', async () => {
    const port = await proxied();
    const [big, posted] = await Promise.all([
      ask(port, `http://127.0.0.1:${site.port}/big`),
      ask(port, `http://127.0.0.1:${site.port}/form?a=1`, { method: 'POST', sent: 'hello' }),
    ]);
    const seen = JSON.parse(posted.bytes.toString()) as Record<string, unknown>;

    expect(big.bytes.equals(body)).toBe(true);
    expect(seen).toMatchObject({ url: '/form?a=1', bytes: 5 });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['proxy-authorization']));
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['x-board']));
  });

  it('asks the host of the URL, whatever another Host field says', async () => {
    const port = await proxied({ allowed: ['127.0.0.1'] });
    const { bytes } = await ask(port, `http://127.0.0.1:${site.port}/`, { more: { host: 'other.example' } });

    expect(JSON.parse(bytes.toString())).toMatchObject({ host: `127.0.0.1:${site.port}` });
  });

  it('makes tunnels: CONNECT, with bytes that come at once', async () => {
    const port = await proxied();
    const answers = await talk(
      port,
      Buffer.from(`CONNECT 127.0.0.1:${echo.port} HTTP/1.1\r\nHost: x\r\n\r\n`),
      Buffer.from('hello'),
    );

    expect(answers.map(String)).toEqual(['HTTP/1.1 200 Connection established\r\n\r\n', 'hello']);
  });

  it('speaks SOCKS5 on the same port, by address and by name', async () => {
    const port = await proxied();
    const digits = Buffer.from([echo.port >> 8, echo.port & 0xff]);
    const greeting = Buffer.of(5, 1, 0);
    const done = Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    const byAddress = Buffer.concat([Buffer.of(5, 1, 0, 1, 127, 0, 0, 1), digits]);
    const byName = Buffer.concat([Buffer.of(5, 1, 0, 3, 9), Buffer.from('localhost'), digits]);
    const talks = await Promise.all(
      [byAddress, byName].map((asked) => talk(port, greeting, asked, Buffer.from('hello'))),
    );

    for (const answers of talks) expect(answers).toEqual([Buffer.of(5, 0), done, Buffer.from('hello')]);
  });

  it.each([
    ['no password is not offered', [Buffer.of(5, 1, 2)], [Buffer.of(5, 0xff)]],
    [
      'BIND is asked for',
      [Buffer.of(5, 1, 0), Buffer.of(5, 2, 0, 1, 127, 0, 0, 1, 0, 7)],
      [Buffer.of(5, 0), Buffer.of(5, 7, 0, 1, 0, 0, 0, 0, 0, 0)],
    ],
    [
      'nobody listens there',
      [Buffer.of(5, 1, 0), Buffer.of(5, 1, 0, 1, 127, 0, 0, 1, 0, 1)],
      [Buffer.of(5, 0), Buffer.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)],
    ],
  ])('refuses a SOCKS client where %s', async (_, asked, answers) => {
    expect(await talk(await proxied(), ...asked)).toEqual(answers);
  });

  it('connects only to what is allowed', async () => {
    const port = await proxied({ allowed: [`127.0.0.1:${site.port}`] });
    const [fine, other] = await Promise.all([
      ask(port, `http://127.0.0.1:${site.port}/big`),
      ask(port, `http://127.0.0.1:${echo.port}/`),
    ]);
    const [tunnel] = await talk(port, Buffer.from(`CONNECT 127.0.0.1:${echo.port} HTTP/1.1\r\n\r\n`));
    const socks = await talk(
      port,
      Buffer.of(5, 1, 0),
      Buffer.of(5, 1, 0, 1, 127, 0, 0, 1, echo.port >> 8, echo.port & 0xff),
    );

    expect([fine.status, other.status]).toEqual([200, 403]);
    expect(tunnel?.toString()).toMatch(/^HTTP\/1.1 403 /);
    expect(socks[1]?.[1]).toBe(2);
  });

  it('is of no use to a web page: a request for the proxy itself is refused', async () => {
    const port = await proxied();

    expect((await ask(port, '/big')).status).toBe(400);
  });

  it('fails with `port` where it can not listen', async () => {
    const failed = await new Promise<unknown>((resolve) => {
      serveProxy(desk.modem, { port: site.port }).subscribe({ error: resolve });
    });

    expect(failed).toMatchObject({ reason: { kind: 'port' } });
  });
});
