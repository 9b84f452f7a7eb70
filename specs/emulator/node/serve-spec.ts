import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  concat,
  concatMap,
  filter,
  firstValueFrom,
  from,
  ignoreElements,
  map,
  Observable,
  take,
  takeUntil,
  timer,
  toArray,
} from 'rxjs';
import { SerialPort } from 'serialport';
import {
  faults,
  emulator,
  simulatedWeb,
  type OriginFailure,
  type OriginRequest,
} from '../../../lib/emulator';
import { httpOrigin } from '../../../lib/emulator/node/httpOrigin';
import { servePseudoTerminal } from '../../../lib/emulator/node/servePseudoTerminal';
import { serveTcp } from '../../../lib/emulator/node/serveTcp';
import { latin1 } from '../../../lib/grammar/latin1';

const OK = '\r\nOK\r\n';
/** All byte values, in an order that changes. */
const BYTES = new Uint8Array(300_000).map((_, at) => (at * 7 + (at >> 8)) & 255);

interface Line {
  readonly write: (bytes: string | Buffer) => void;
  readonly on: (heard: (text: string) => void) => void;
  readonly close: (done: () => void) => void;
}

/** Types each in turn, as soon as what was said since fits what was waited for; emits what was said. */
const channel = (
  line: Line,
  steps: readonly (readonly [string | Uint8Array, RegExp])[],
): Observable<string[]> =>
  new Observable<string>((out) => {
    let heard = '';
    let at = 0;
    const type = () => {
      const step = steps[at];
      if (step) line.write(typeof step[0] === 'string' ? step[0] : Buffer.from(step[0]));
      else out.complete();
    };
    line.on((text) => {
      heard += text;
      if (!steps[at]?.[1].test(heard)) return;
      out.next(heard);
      heard = '';
      at += 1;
      type();
    });
    type();
  }).pipe(toArray());

const serial = (path: string): Observable<Line> =>
  new Observable((out) => {
    const port = new SerialPort({ path, baudRate: 115_200 });
    port.on('error', (error) => out.error(error));
    port.on('open', () =>
      out.next({
        write: (bytes) => port.write(bytes),
        on: (heard) => port.on('data', (bytes: Buffer) => heard(bytes.toString('latin1'))),
        close: (done) => port.close(done),
      }),
    );
  });

const visit = (path: string, steps: Parameters<typeof channel>[1]): Observable<string[]> =>
  serial(path).pipe(
    concatMap((line) =>
      channel(line, steps).pipe(
        concatMap(
          (said) => new Observable<string[]>((out) => line.close(() => (out.next(said), out.complete()))),
        ),
      ),
    ),
    take(1),
  );

describe('a virtual modem on a pseudo-terminal', () => {
  it('carries all byte values both ways in large blocks, to one client after another', async () => {
    const asked: OriginRequest[] = [];
    const modem = emulator({
      family: 'sim800',
      bearerOpen: true,
      httpOpen: true,
      origin: simulatedWeb({
        'http://a.b/': (request) => {
          asked.push(request);
          return BYTES;
        },
      }),
      faults: [faults.noEcho()],
    });
    const folder = mkdtempSync(join(tmpdir(), 'rxmodem-'));
    const link = join(folder, 'modem');
    const steps: [string | Uint8Array, RegExp][] = [
      ['AT+HTTPPARA="CID",1;+HTTPPARA="URL","a.b"\r', /OK\r\n$/],
      ['AT+HTTPDATA=300000,120000\r', /DOWNLOAD\r\n$/],
      [BYTES, /OK\r\n$/],
      ['AT+HTTPACTION=1\r', /HTTPACTION: 1,200,300000\r\n$/],
      ['AT+HTTPREAD\r', /^\r\n\+HTTPREAD: 300000\r\n[^]{300000}\r\nOK\r\n$/],
    ];
    const served = servePseudoTerminal({ emulator: modem, link }).pipe(
      concatMap((device) => from([device, link, device])),
      concatMap((path) => visit(path, steps)),
      take(3),
      toArray(),
    );
    const visits = await firstValueFrom(served);
    expect(visits.map((said) => said.at(-1) === `\r\n+HTTPREAD: 300000\r\n${latin1(BYTES)}${OK}`)).toEqual([
      true,
      true,
      true,
    ]);
    expect(asked.map(({ body }) => Buffer.from(body).equals(Buffer.from(BYTES)))).toEqual([true, true, true]);
    expect(existsSync(link)).toBe(false);
    rmSync(folder, { recursive: true });
  }, 30_000);

  it('refuses to put its link where a file stands', async () => {
    const modem = emulator({ family: 'a7600', origin: simulatedWeb({}) });
    const served = servePseudoTerminal({ emulator: modem, link: tmpdir() });
    await expect(firstValueFrom(served)).rejects.toMatchObject({ reason: { kind: 'port', where: tmpdir() } });
    expect(existsSync(tmpdir())).toBe(true);
  });
});

describe('a virtual modem on TCP', () => {
  const tcp = (address: string): Line => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    return {
      write: (bytes) => socket.write(bytes),
      on: (heard) => socket.on('data', (bytes) => heard(bytes.toString('latin1'))),
      close: (done) => socket.end(done),
    };
  };

  it('listens on loopback and talks to a client', async () => {
    const modem = emulator({ family: 'a7600', origin: simulatedWeb({}) });
    const served = serveTcp({ emulator: modem }).pipe(
      concatMap((address) =>
        channel(tcp(address), [['AT\r', /OK\r\n$/]]).pipe(map((said) => ({ address, said }))),
      ),
    );
    const { address, said } = await firstValueFrom(served);
    expect(address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    expect(said).toEqual([`AT\r${OK}`]);
  });

  it('fails with port where it can not listen', async () => {
    const modem = emulator({ family: 'a7600', origin: simulatedWeb({}) });
    const twice = serveTcp({ emulator: modem }).pipe(
      concatMap((address) => serveTcp({ emulator: modem, port: Number(new URL(address).port) })),
    );
    await expect(firstValueFrom(twice)).rejects.toMatchObject({ reason: { kind: 'port' } });
  });
});

describe('the real network behind a virtual modem', () => {
  const request = (url: string): OriginRequest => ({
    method: 'POST',
    url,
    headers: [['X-A', '1']],
    body: Uint8Array.from([0, 255, 10]),
  });

  const listening = (): Observable<{ url: string; aborted: () => boolean }> =>
    new Observable((out) => {
      let aborted = false;
      const server = createServer((incoming, response) => {
        if (incoming.url === '/slow') incoming.socket.on('close', () => (aborted = true));
        else if (incoming.url === '/broken') incoming.socket.destroy();
        else if (incoming.url === '/old') response.writeHead(302, { Location: '/' }).end();
        else {
          response.setHeader('X-Echo', `${incoming.method} ${String(incoming.headers['x-a'])}`);
          incoming.pipe(response);
        }
      });
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        const port = typeof address === 'object' ? address?.port : 0;
        out.next({ url: `http://127.0.0.1:${port}`, aborted: () => aborted });
      });
      return () => {
        server.closeAllConnections();
        server.close();
      };
    });

  it('sends what the modem asks and gives back what the server says, header fields as spelled', async () => {
    const response = await firstValueFrom(
      listening().pipe(concatMap(({ url }) => httpOrigin()(request(`${url}/`)))),
    );
    expect(response).toMatchObject({ status: 200, reason: 'OK', body: Uint8Array.from([0, 255, 10]) });
    expect(response.headers).toContainEqual(['X-Echo', 'POST 1']);
  });

  it('follows no redirect', async () => {
    const response = await firstValueFrom(
      listening().pipe(concatMap(({ url }) => httpOrigin()(request(`${url}/old`)))),
    );
    expect(response.status).toBe(302);
  });

  it('tells what went wrong', async () => {
    const kindOf = (from: Observable<unknown>) =>
      firstValueFrom(from).then(
        () => 'none',
        ({ kind }: OriginFailure) => kind,
      );
    expect(await kindOf(httpOrigin()(request('http://127.0.0.1:1/')))).toBe('connect');
    expect(await kindOf(httpOrigin()(request('http://nowhere.invalid/')))).toBe('dns');
    expect(
      await kindOf(listening().pipe(concatMap(({ url }) => httpOrigin()(request(`${url}/broken`))))),
    ).toBe('closed');
    expect(
      await kindOf(
        listening().pipe(concatMap(({ url }) => httpOrigin()(request(url.replace('http:', 'https:'))))),
      ),
    ).toBe('tls');
    expect(
      await kindOf(listening().pipe(concatMap(({ url }) => httpOrigin({ maxBytes: 2 })(request(`${url}/`))))),
    ).toBe('network');
  });

  it('aborts the request when it is left', async () => {
    const seen = listening().pipe(
      concatMap(({ url, aborted }) =>
        concat(
          httpOrigin()(request(`${url}/slow`)).pipe(ignoreElements(), takeUntil(timer(100))),
          timer(0, 10),
        ).pipe(map(() => aborted())),
      ),
      filter((aborted) => aborted),
    );
    expect(await firstValueFrom(seen)).toBe(true);
  });
});
