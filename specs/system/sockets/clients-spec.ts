import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import axios from 'axios';
import { Agent, fetch as undiciFetch } from 'undici';
import { WebSocket, WebSocketServer } from 'ws';
import {
  catchError,
  concat,
  concatMap,
  EMPTY,
  first,
  firstValueFrom,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  type Subscription,
} from 'rxjs';
import { certificates, type Modem, type ModemError, sockets } from '../../../lib';
import { modemAgent } from '../../../lib/transports/node';
import { RANDOM } from '../foreignServer';
import { FAMILIES, type SelfSigned, SocketBench } from './socketBench';

// Clients of npm that know nothing of modems, with the agents of `modemAgent`.

const bench = new SocketBench();
const BODY = RANDOM.subarray(0, 60_000);
const ports = { http: 0, https: 0 };
let certificate: SelfSigned;

beforeAll(async () => {
  certificate = await bench.certified('secure.example');
  const answer: Parameters<typeof createServer>[1] = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => response.end(request.method === 'GET' ? BODY : Buffer.concat(parts)));
  };
  const plain = createServer(answer);
  const echo = new WebSocketServer({ server: plain });
  echo.on('connection', (client) => {
    client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
  });
  ports.http = await bench.listening(plain);
  ports.https = await bench.listening(createSecureServer(certificate, answer));
});
afterAll(() => bench.close());

describe.each(FAMILIES)('over the sockets of a %s', (family) => {
  let modem: Modem;
  beforeAll(async () => {
    modem = await bench.opened(await bench.served(family));
  });

  it('axios gets and posts, by TLS, too', async () => {
    const { httpAgent, httpsAgent } = modemAgent(modem, { tls: { ca: certificate.cert } });
    const client = axios.create({ httpAgent, httpsAgent, proxy: false, responseType: 'arraybuffer' });
    const got = await client.get<Buffer>(`http://web.example:${ports.http}/`);
    const posted = await client.post<Buffer>(`https://secure.example:${ports.https}/`, BODY);

    expect(Buffer.from(got.data).equals(BODY)).toBe(true);
    expect(Buffer.from(posted.data).equals(BODY)).toBe(true);
    httpAgent.destroy();
    httpsAgent.destroy();
  });

  it('axios refuses a server that it can’t verify', async () => {
    const { httpsAgent } = modemAgent(modem);
    const asked = axios.get(`https://secure.example:${ports.https}/`, { httpsAgent, proxy: false });

    await expect(asked).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    httpsAgent.destroy();
  });

  it('the fetch of undici streams a body, by TLS, too', async () => {
    const { connect } = modemAgent(modem, { tls: { ca: certificate.cert } });
    const dispatcher = new Agent({ connect: connect as never });
    const plain = await undiciFetch(`http://web.example:${ports.http}/`, { dispatcher });
    const secure = await undiciFetch(`https://secure.example:${ports.https}/`, {
      ...{ dispatcher, method: 'POST', body: BODY },
    });

    expect(Buffer.from(await plain.arrayBuffer()).equals(BODY)).toBe(true);
    expect(Buffer.from(await secure.arrayBuffer()).equals(BODY)).toBe(true);
    await dispatcher.destroy();
  });

  it('ws exchanges messages with a WebSocket server', async () => {
    const { httpAgent } = modemAgent(modem);
    const socket = new WebSocket(`ws://web.example:${ports.http}/`, { agent: httpAgent });
    await once(socket, 'open');
    const sent: readonly Buffer[] = [Buffer.from('hello'), BODY, Buffer.from([0, 26, 27, 3])];
    const heard: Buffer[] = [];
    socket.on('message', (data: Buffer) => heard.push(data));
    for (const message of sent) {
      const before = heard.length;
      socket.send(message);
      while (heard.length === before) await once(socket, 'message');
    }
    socket.close();
    const [code] = (await once(socket, 'close')) as [number];

    expect(heard.map((message, at) => message.equals(sent[at] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(code).toBe(1_005);
  });

  it('the modem’s own TLS verifies a server where the family can, and fails with another certificate', async () => {
    const other = await bench.certified('other.example');
    const talk = async (cert: string): Promise<unknown> => {
      const stored = modem.profile.certificates
        ? certificates.put(modem, 'own.pem', Buffer.from(cert)).pipe(ignoreElements())
        : EMPTY;
      const tls = modem.profile.certificates ? { ca: 'own.pem', verify: true } : {};
      const asked = sockets.tcp(modem, { host: 'secure.example', port: ports.https, tls }).pipe(
        mergeMap((socket) =>
          merge(
            socket.write(
              Buffer.from('POST / HTTP/1.1\r\nHost: secure.example\r\nContent-Length: 2\r\n\r\nhi'),
            ),
            socket.incoming,
          ),
        ),
        first((bytes) => Buffer.from(bytes).toString().startsWith('HTTP/1.1 200')),
        map(() => 'answered'),
        catchError((error: unknown) => of(((error as ModemError).reason as { problem?: string }).problem)),
      );
      return firstValueFrom(concat(stored, asked));
    };

    expect(await talk(certificate.cert)).toBe('answered');
    expect(await talk(other.cert)).toBe(family === 'sim800' ? 'answered' : 'handshake');
  });
});

describe.each([...FAMILIES, 'quectel'] as const)('a port that a %s listens on', (family) => {
  let port = 0;
  let served: Subscription;
  beforeAll(async () => {
    const modem = await bench.opened(await bench.served(family));
    port = await bench.freePort();
    served = sockets
      .listen(modem, { port })
      .pipe(
        mergeMap((client) =>
          client.pipe(
            mergeMap((socket) => socket.incoming.pipe(concatMap((bytes) => socket.write(bytes)))),
            catchError(() => EMPTY),
          ),
        ),
      )
      .subscribe({ error: () => undefined });
    await bench.until(port);
  });
  afterAll(() => served.unsubscribe());

  /** Sends bytes, takes as many back, and leaves. */
  const answered = async (bytes: Buffer): Promise<boolean> => {
    const client = connect({ host: '127.0.0.1', port });
    client.write(bytes);
    let got = Buffer.alloc(0);
    for await (const part of client) {
      got = Buffer.concat([got, part as Buffer]);
      if (got.length >= bytes.length) break;
    }
    return got.equals(bytes);
  };

  it('clients of this machine reach it, and get an answer', async () => {
    const calls = [1, 2].map((at) => answered(BODY.subarray(at * 1_000, at * 3_000)));

    expect(await Promise.all(calls)).toEqual([true, true]);
  });

  it('clients that come while others leave get their own bytes, more of them than the modem has links', async () => {
    const lines = [0, 1, 2, 3];
    const rounds = [0, 1, 2, 3, 4];
    const calls = lines.map(async (line) => {
      const ends: boolean[] = [];
      for (const round of rounds) {
        const at = (line * rounds.length + round) * 1_000;
        ends.push(await answered(BODY.subarray(at, at + 300 + line * 200)));
      }
      return ends;
    });

    expect(await Promise.all(calls)).toEqual(lines.map(() => rounds.map(() => true)));
  });
});
