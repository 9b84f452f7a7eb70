import { get as httpGet, type RequestListener } from 'node:http';
import { get as httpsGet } from 'node:https';
import { gzipSync } from 'node:zlib';
import { ModemError, profiles } from '../../lib';
import { createFetch, modemAgent } from '../../lib/transports/node';
import { allOf, type Listening, nodeDesk, type NodeDesk, secureWebServer, webServer } from './nodeDesk';

const body = Buffer.from(Array.from({ length: 30_000 }, (_, at) => (at * 11) & 0xff));

const serve: RequestListener = (request, response) => {
  const { method, url = '/' } = request;
  if (url === '/big') return void response.setHeader('content-length', body.length).end(body);
  if (url === '/gzip') return void response.setHeader('content-encoding', 'gzip').end(gzipSync(body));
  if (url === '/moved') return void response.writeHead(302, { location: '/big' }).end();
  if (url === '/kept') return void response.writeHead(307, { location: '/echo' }).end();
  if (url === '/broken') {
    response.writeHead(200, { 'content-length': 100 }).write('short');
    return void setImmediate(() => response.destroy());
  }
  void allOf(request).then((bytes) => response.end(`${method} ${bytes.length}`));
};

const text = (url: string, agent: unknown): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const get = url.startsWith('https:') ? httpsGet : httpGet;
    get(url, { agent: agent as never }, (response) => resolve(allOf(response))).on('error', reject);
  });

describe.each([profiles.sim800, profiles.a7600, profiles.quectel])(
  'Node’s clients over a $title',
  (profile) => {
    let desk: NodeDesk;
    let plain: Listening;
    let secure: Listening & { readonly ca: string };
    let http: string;
    let https: string;

    beforeAll(async () => {
      [desk, plain, secure] = await Promise.all([
        nodeDesk(profile),
        webServer(serve),
        secureWebServer(serve),
      ]);
      http = `http://127.0.0.1:${plain.port}`;
      https = `https://localhost:${secure.port}`;
    });
    afterAll(() => {
      desk.close();
      plain.close();
      secure.close();
    });

    describe('modemAgent', () => {
      it('serves http and https, with TLS that is verified by Node', async () => {
        const { httpAgent, httpsAgent } = modemAgent(desk.modem, { tls: { ca: secure.ca } });
        const got = await Promise.all([text(`${http}/big`, httpAgent), text(`${https}/big`, httpsAgent)]);
        httpAgent.destroy();
        httpsAgent.destroy();

        expect(got.map((bytes) => bytes.equals(body))).toEqual([true, true]);
      });

      it('fails where the certificate is not trusted', async () => {
        const { httpsAgent } = modemAgent(desk.modem);

        await expect(text(`${https}/big`, httpsAgent)).rejects.toMatchObject({
          code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        });
      });

      it('keeps a connection for the next request', async () => {
        const { httpAgent } = modemAgent(desk.modem);
        const before = desk.heard.filter((line) => /CIPSTART|CIPOPEN=|QIOPEN=/.test(line)).length;
        for (let at = 0; at < 3; at += 1) await text(`${http}/big`, httpAgent);
        const after = desk.heard.filter((line) => /CIPSTART|CIPOPEN=|QIOPEN=/.test(line)).length;
        httpAgent.destroy();

        expect(after - before).toBe(1);
      });

      it('makes more requests at once than the modem has links wait', async () => {
        const { httpAgent } = modemAgent(desk.modem);
        const all = await Promise.all(Array.from({ length: 14 }, () => text(`${http}/big`, httpAgent)));
        httpAgent.destroy();

        expect(all.every((bytes) => bytes.equals(body))).toBe(true);
      });

      it('gives undici a connection', async () => {
        const { connect } = modemAgent(desk.modem, { tls: { ca: secure.ca } });
        const connected = await new Promise<string>((resolve) => {
          connect(
            { hostname: 'localhost', protocol: 'https:', port: String(secure.port), servername: 'localhost' },
            (error, socket) => {
              resolve(error ? error.message : 'connected');
              (socket as { destroy: () => void } | null)?.destroy();
            },
          );
        });

        expect(connected).toBe('connected');
      });
    });

    describe('createFetch over sockets', () => {
      const fetching = () => createFetch(desk.modem, { over: 'socket', tls: { ca: secure.ca } });

      it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('sends a %s', async (method) => {
        const sent = method === 'GET' ? {} : { body: 'hello' };
        const response = await fetching()(`${http}/echo`, { method, ...sent });

        expect(await response.text()).toBe(`${method} ${method === 'GET' ? 0 : 5}`);
      });

      it('streams both ways, over TLS', async () => {
        const stream = new ReadableStream<Uint8Array>({
          start: (controller) => {
            for (let at = 0; at < body.length; at += 1_000) controller.enqueue(body.subarray(at, at + 1_000));
            controller.close();
          },
        });
        const response = await fetching()(`${https}/echo`, {
          method: 'POST',
          body: stream,
          duplex: 'half',
        } as never);
        const big = await fetching()(`${https}/big`);

        expect(await response.text()).toBe(`POST ${body.length}`);
        expect(Buffer.from(await big.arrayBuffer()).equals(body)).toBe(true);
      });

      it('follows redirects, decodes, and reads a HEAD', async () => {
        const [moved, kept, coded, head] = await Promise.all([
          fetching()(`${http}/moved`),
          fetching()(`${http}/kept`, { method: 'POST', body: 'hello' }),
          fetching()(`${http}/gzip`),
          fetching()(`${http}/big`, { method: 'HEAD' }),
        ]);

        expect([moved.redirected, moved.url]).toEqual([true, `${http}/big`]);
        expect(Buffer.from(await moved.arrayBuffer()).equals(body)).toBe(true);
        expect(await kept.text()).toBe('POST 5');
        expect(Buffer.from(await coded.arrayBuffer()).equals(body)).toBe(true);
        expect(head.headers.get('content-length')).toBe(String(body.length));
      });

      it('rejects with the ModemError as cause, and fails a body that breaks off', async () => {
        const cause = await fetching()('http://127.0.0.1:1/').catch((error: Error) => error.cause);
        const broken = await fetching()(`${http}/broken`);

        expect(cause).toBeInstanceOf(ModemError);
        expect((cause as ModemError).reason).toMatchObject({ kind: 'socket', problem: 'refused' });
        await expect(broken.arrayBuffer()).rejects.toThrow();
      });

      it('is aborted by a signal', async () => {
        const controller = new AbortController();
        const response = fetching()(`${http}/big`, { signal: controller.signal });
        controller.abort(new RangeError('enough'));

        await expect(response).rejects.toThrow('enough');
      });
    });
  },
);
