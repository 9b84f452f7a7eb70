import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import axios from 'axios';
import { Agent, fetch as undiciFetch } from 'undici';
import { WebSocket, WebSocketServer } from 'ws';
import type { Modem } from '../../../lib';
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
});
