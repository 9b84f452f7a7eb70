import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { RANDOM } from '../foreignServer';
import { FAMILIES, type SelfSigned, SocketBench } from './socketBench';

// `curl`, of Debian, through `rxmodem proxy`: every byte crosses a pseudo-terminal as AT commands.

const bench = new SocketBench();
const BODY = RANDOM.subarray(0, 100_000);
const ports = { http: 0, https: 0, wrong: 0 };
let certificate: SelfSigned;

beforeAll(async () => {
  certificate = await bench.certified('secure.example');
  const wrong = await bench.certified('another.example');
  const answer: Parameters<typeof createServer>[1] = (request, response) => {
    if (request.url === '/random') return response.end(BODY);
    request.setEncoding('latin1');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => response.end(`${request.method} ${request.headers.host} ${body}`));
    return undefined;
  };
  ports.http = await bench.listening(createServer(answer));
  ports.https = await bench.listening(createSecureServer(certificate, answer));
  ports.wrong = await bench.listening(createSecureServer(wrong, answer));
});
afterAll(() => bench.close());

describe.each(FAMILIES)('curl through rxmodem proxy on a %s', (family) => {
  let proxy = '';
  const curl = (...args: readonly string[]) =>
    bench.ran('curl', ['-sS', '--max-time', '40', '-x', proxy, ...args]);

  beforeAll(async () => {
    proxy = `http://${await bench.proxied(await bench.served(family))}`;
  });

  it('gets and posts over HTTP', async () => {
    const { code, stdout } = await curl(`http://web.example:${ports.http}/random`);
    const posted = await curl('-d', 'hello', `http://web.example:${ports.http}/`);

    expect(code).toBe(0);
    expect(stdout.equals(BODY)).toBe(true);
    expect(posted.stdout.toString()).toBe(`POST web.example:${ports.http} hello`);
  });

  it('gets over HTTPS, and verifies the server itself', async () => {
    const verified = ['--cacert', certificate.certFile];
    const { code, stdout, stderr } = await curl(...verified, `https://secure.example:${ports.https}/random`);
    const wrong = await curl(...verified, `https://secure.example:${ports.wrong}/`);
    const unknown = await curl(`https://secure.example:${ports.https}/`);

    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.equals(BODY)).toBe(true);
    // 60: the certificate of the peer is not the right one.
    expect([wrong.code, unknown.code]).toEqual([60, 60]);
  });

  it('resolves names by SOCKS5 in the network of the modem', async () => {
    const socks = proxy.replace('http:', 'socks5h:');
    const target = `http://web.example:${ports.http}/`;
    const { code, stdout } = await bench.ran('curl', ['-sS', '--max-time', '40', '-x', socks, target]);

    expect([code, stdout.toString()]).toEqual([0, `GET web.example:${ports.http} `]);
  });

  it('hears of names and ports that nobody answers', async () => {
    const refused = await curl('-o', '/dev/null', '-w', '%{http_code}', 'http://web.example:1/');
    const unknown = await curl('-p', 'http://nowhere.invalid/');

    expect(refused.stdout.toString()).toBe('502');
    expect(unknown.code).not.toBe(0);
  });
});
