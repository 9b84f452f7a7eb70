import { request as requestTo } from 'node:http';
import { type DashboardBench, startDashboard } from './dashboardBench';

/** The dashboard's server listens on loopback, where any page in the browser can knock. */

let bench: DashboardBench;

beforeAll(async () => {
  bench = await startDashboard();
});
afterAll(() => bench.stop());

describe('the dashboard and other pages', () => {
  const order = { kind: 'start', modem: 'sim800', url: 'http://example.com/' };
  const tell = (headers: Readonly<Record<string, string>>, body: unknown): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = requestTo(`${bench.address}orders`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject).end(JSON.stringify(body));
    });
  /** The token is in the stream that only the server's own page can read. */
  const tokenOf = async (): Promise<string> => {
    const { body } = await fetch(`${bench.address}events`);
    const reader = body?.getReader();
    const first = (await reader?.read()) as { readonly value?: Uint8Array } | undefined;
    await reader?.cancel();
    return /data: (\S+)/.exec(new TextDecoder().decode(first?.value))?.[1] ?? '';
  };

  it('takes orders from its own page only, and only such as make sense', async () => {
    const own = { 'content-type': 'application/json', origin: bench.address.slice(0, -1) };
    const signed = { ...own, 'x-rxmodem-token': await tokenOf() };
    expect(await tell(own, order)).toBe(403);
    expect(await tell({ ...own, 'x-rxmodem-token': 'x'.repeat(24) }, order)).toBe(403);
    expect(await tell({ ...signed, origin: 'http://example.com' }, order)).toBe(403);
    expect(await tell({ ...signed, host: 'example.com' }, order)).toBe(403);
    expect(await tell({ ...signed, 'sec-fetch-site': 'cross-site' }, order)).toBe(403);
    expect(await tell({ ...signed, 'content-type': 'text/plain' }, order)).toBe(415);
    expect(await tell(signed, { ...order, url: 'file:///etc/passwd' })).toBe(400);
    expect(await tell(signed, { kind: 'send', line: 'AT+CFUN=0' })).toBe(400);
    expect(await tell(signed, { ...order, modem: 'none' })).toBe(409);
    expect(bench.modems.sim800.virtual.state.httpInits).toBe(0);
    expect(await tell(signed, order)).toBe(204);
  });

  it('is not read by them, either', async () => {
    const cross = await fetch(`${bench.address}events`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(cross.status).toBe(403);
    const { headers } = await fetch(bench.address);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
