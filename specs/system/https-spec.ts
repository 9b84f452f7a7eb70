import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  dematerialize,
  endWith,
  from,
  ignoreElements,
  lastValueFrom,
  materialize,
  type Observable,
  switchMap,
  take,
  toArray,
} from 'rxjs';
import { generate } from 'selfsigned';
import {
  a7600,
  certificates,
  collect,
  openModem,
  createFetch,
  http,
  type HttpRequest,
  type Modem,
  ModemError,
  type Profile,
  sim800,
} from '../../lib';
import { emulator } from '../../lib/emulator';
import { httpOrigin, serialPort, servePseudoTerminal } from '../../lib/transports/node';
import { isSame } from '../contract/asking';
import { patterned } from '../modem/bodies';

/**
 * Real HTTP and HTTPS servers behind the virtual modem, and a real serial port in front of it.
 */

const LARGE = patterned(20_000);
const SLOW_MS = 4_000;

/** What a server was asked: by TLS or in the clear, and what. */
interface Asked {
  readonly isSecure: boolean;
  readonly method: string | undefined;
  readonly path: string | undefined;
}
const asked: Asked[] = [];

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const PAGES: Readonly<Record<string, (response: ServerResponse, body: Buffer) => unknown>> = {
  '/hello': (response) => response.end('hello'),
  '/large': (response) => response.end(LARGE),
  '/echo': (response, body) => response.end(body),
  '/first': (response) => response.writeHead(302, { Location: '/second' }).end('moved'),
  '/second': (response) => response.writeHead(301, { Location: '/hello' }).end('moved'),
  '/chunked': (response) => {
    for (let at = 0; at < LARGE.length; at += 6_000) response.write(LARGE.subarray(at, at + 6_000));
    response.end();
  },
  '/nothing': (response) => response.writeHead(204).end(),
  '/slow': (response) => setTimeout(() => response.end('late'), SLOW_MS),
  '/early': (response) => {
    response.writeHead(200, { 'Content-Length': '20000' });
    response.write(LARGE.subarray(0, 5_000), () => response.destroy());
  },
  '/refused': (response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="a"' }).end('who?'),
};

const answer =
  (isSecure: boolean) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    asked.push({ isSecure, method: request.method, path: request.url });
    const page = PAGES[request.url ?? ''] ?? ((missing: ServerResponse) => missing.writeHead(404).end());
    void bodyOf(request).then((body) => page(response, body));
  };

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const servers: Server[] = [];
const ports = { http: 0, https: 0, proxy: 0 };
const proxied: string[] = [];
let certificate = '';
beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  servers.push(createServer(answer(false)), createSecureServer({ key, cert }, answer(true)));
  const [plain, secure] = servers;
  if (plain) ports.http = await listening(plain);
  if (secure) ports.https = await listening(secure);
  certificate = cert;
  const proxy = createServer((request, response) => {
    proxied.push(request.url ?? '');
    response.end('by proxy');
  });
  servers.push(proxy);
  ports.proxy = await listening(proxy);
});
afterAll(() =>
  servers.forEach((server) => {
    server.close();
    server.closeAllConnections();
  }),
);
beforeEach(() => (asked.length = 0));

const secureUrl = (path: string): string => `https://127.0.0.1:${ports.https}${path}`;
const plainUrl = (path: string): string => `http://127.0.0.1:${ports.http}${path}`;
const ONCE = { attempts: 1, delay: 0 } as const;

/** Runs something on a modem at a pseudo-terminal, through `serialport`, and gives what came and what was said. */
const onSerial = async <T>(profile: Profile, act: (modem: Modem) => Observable<T>) => {
  const virtual = emulator({ family: profile.name, origin: httpOrigin() });
  const [notes, heard]: [string[], string[]] = [[], []];
  virtual.heard.subscribe((line) => heard.push(line));
  const trace = ({ sign, text }: { sign: string; text: string }): unknown => sign === '#' && notes.push(text);
  const outcome = await lastValueFrom(
    servePseudoTerminal({ emulator: virtual }).pipe(
      switchMap((device) =>
        openModem(serialPort(device), profile, { trace }).pipe(switchMap(act), take(1), materialize()),
      ),
      dematerialize(),
      toArray(),
    ),
  ).then(
    (values) => ({ values, reason: undefined }),
    (error: unknown) => {
      if (!(error instanceof ModemError)) throw error;
      return { values: [], reason: error.reason };
    },
  );
  expect(virtual.state.httpInits - virtual.state.httpTerms).toBe(0);
  return { ...outcome, notes, heard };
};

const getting = (profile: Profile, url: string, more: Partial<HttpRequest> = {}) =>
  onSerial(profile, (modem) => http.get(modem, { url, ...more }).pipe(collect()));

const families: readonly Profile[] = [sim800, a7600];

describe.each(families)('HTTPS on a $title at a serial port', (profile) => {
  it('gets a page by TLS, and says that nobody was verified', async () => {
    const { values, notes, heard } = await getting(profile, secureUrl('/large'));

    expect(values[0]).toMatchObject({ status: 200, length: 20_000 });
    expect(isSame(values[0]?.bytes, LARGE)).toBe(true);
    expect(asked).toEqual([{ isSecure: true, method: 'GET', path: '/large' }]);
    expect(notes).toContainEqual(expect.stringContaining('HTTPS without verification'));
    expect(heard.includes('AT+HTTPSSL=1')).toBe(profile === sim800);
    expect(heard.includes('AT+CSSLCFG="authmode",0,0')).toBe(profile === a7600);
  });

  it('posts a body by TLS', async () => {
    const { values } = await onSerial(profile, (modem) =>
      http.post(modem, { url: secureUrl('/echo'), body: LARGE }).pipe(collect()),
    );

    expect(isSame(values[0]?.bytes, LARGE)).toBe(true);
    expect(asked).toEqual([{ isSecure: true, method: 'POST', path: '/echo' }]);
  });

  it('never asks in the clear, though TLS fails: a port that speaks HTTP is a failure', async () => {
    const { reason } = await getting(profile, `https://127.0.0.1:${ports.http}/hello`, { retry: ONCE });

    expect(reason?.kind).toBe('http');
    expect(asked).toEqual([]);
  });

  it('refuses to verify without an authority, before anything is asked', async () => {
    const { reason, heard } = await getting(profile, secureUrl('/hello'), { tls: { verify: true } });

    expect(reason).toMatchObject({ kind: 'unsupported', feature: expect.stringContaining('verification') });
    expect(heard.filter((line) => line.includes('HTTP'))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('does not speak TLS to a server of HTTP', async () => {
    const { values, heard } = await getting(profile, plainUrl('/hello'));

    expect(values[0]?.text()).toBe('hello');
    expect(asked).toEqual([{ isSecure: false, method: 'GET', path: '/hello' }]);
    expect(heard.filter((line) => /SSL/.test(line))).toEqual([]);
  });
});

describe('verification with a certificate on the modem', () => {
  const get =
    (path: string): Parameters<typeof onSerial>[1] =>
    (modem) =>
      certificates.put(modem, 'ca.pem', Buffer.from(certificate)).pipe(
        ignoreElements(),
        endWith(null),
        switchMap(() =>
          http.get(modem, {
            url: `https://localhost:${ports.https}${path}`,
            tls: { verify: true, ca: 'ca.pem' },
            retry: ONCE,
          }),
        ),
        collect(),
      );

  it('lets an A7600 get a page from a server that it knows', async () => {
    const { values, notes } = await onSerial(a7600, get('/hello'));

    expect(values).toEqual([expect.objectContaining({ status: 200, length: 5 })]);
    expect(notes).toEqual([]);
    expect(asked).toEqual([{ isSecure: true, method: 'GET', path: '/hello' }]);
  });
});

describe('a proxy', () => {
  it('is asked by a SIM800 with the whole URL', async () => {
    const { values } = await getting(sim800, 'http://nowhere.invalid/hello', {
      proxy: { host: '127.0.0.1', port: ports.proxy },
    });

    expect(proxied).toEqual(['http://nowhere.invalid/hello']);
    expect(values[0]?.length).toBe('by proxy'.length);
  });
});

describe('verification', () => {
  it('keeps an A7600 with an authority from a server that it does not know', async () => {
    const { reason, heard, notes } = await getting(a7600, secureUrl('/hello'), {
      tls: { verify: true, ca: 'ca.pem' },
    });

    expect(reason).toEqual({ kind: 'http', code: 715 });
    expect(heard).toContain('AT+CSSLCFG="authmode",0,1');
    expect(notes).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe.each(families)('HTTP on a $title at a serial port', (profile) => {
  it('reads a chunked reply whole', async () => {
    const { values } = await getting(profile, plainUrl('/chunked'));

    expect(values[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
    expect(isSame(values[0]?.bytes, LARGE)).toBe(true);
  });

  it('takes a 204 for what it is', async () => {
    const { values } = await getting(profile, plainUrl('/nothing'));

    expect(values[0]).toMatchObject({ status: 204, length: 0 });
  });

  it('fails with the answer of a 401', async () => {
    const { reason } = await getting(profile, plainUrl('/refused'));

    expect(reason).toMatchObject({
      kind: 'http-status',
      head: { status: 401, headers: { 'www-authenticate': 'Basic realm="a"' } },
    });
    expect(reason?.kind === 'http-status' && Buffer.from(reason.body).toString()).toBe('who?');
  });

  it('fails where the server closes early', async () => {
    const { values, reason } = await getting(profile, plainUrl('/early'), { retry: ONCE });

    expect(values).toEqual([]);
    expect(reason).toEqual({ kind: 'http', code: profile === sim800 ? 601 : 704 });
  });

  it('waits for a slow server', async () => {
    const { values } = await getting(profile, plainUrl('/slow'), { serverMs: 30_000 });

    expect(values[0]?.text()).toBe('late');
  });

  it('waits no longer than it was told', async () => {
    // A SIM800 can't be told less than 30 s: there it is the flow that does not wait.
    const limit = profile === sim800 ? { resultMs: 2_000 } : { serverMs: 2_000 };
    const began = Date.now();
    const { reason } = await getting(profile, plainUrl('/slow'), { ...limit, retry: ONCE });

    expect(reason).toMatchObject(profile === sim800 ? { kind: 'timeout', phase: 'result' } : { code: 705 });
    expect(Date.now() - began).toBeLessThan(SLOW_MS);
  });

  it('is a fetch that follows redirects', async () => {
    const fetched = async (modem: Modem): Promise<unknown[]> => {
      const page = await createFetch(modem)(plainUrl('/first'));
      return [page.redirected, page.url, await page.text()];
    };
    const { values } = await onSerial(profile, (modem) => from(fetched(modem)));

    expect(values).toEqual([[true, plainUrl('/hello'), 'hello']]);
  });
});

describe('redirects', () => {
  it('are followed by a SIM800 to their end, in the clear and by TLS', async () => {
    for (const url of [plainUrl('/first'), secureUrl('/first')]) {
      asked.length = 0;
      const { values, heard } = await getting(sim800, url, { redirect: 'follow' });

      expect(values[0]).toMatchObject({ status: 200 });
      expect(values[0]?.text()).toBe('hello');
      // The modem follows by itself only in the clear: by TLS it is asked again, since its manual says nothing about what it sends where.
      expect(heard.includes('AT+HTTPPARA="REDIR",1')).toBe(!url.startsWith('https'));
      expect(asked.map(({ path }) => path)).toEqual(['/first', '/second', '/hello']);
      expect(new Set(asked.map(({ isSecure }) => isSecure))).toEqual(new Set([url.startsWith('https')]));
    }
  });

  it.each(families)('are given as they are by a $title that was not told to follow', async (profile) => {
    const { values } = await getting(profile, plainUrl('/first'));

    expect(values[0]).toMatchObject({ status: 302, headers: { location: '/second' } });
    expect(values[0]?.text()).toBe('moved');
  });
});
