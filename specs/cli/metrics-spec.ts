import './emptyPage';
import { createServer, type AddressInfo } from 'node:net';
import { dashboard } from '../../lib/cli/verbs/dashboard';
import type { DashboardOptions } from '../../lib/cli/options/dashboardOptions';
import { endAll, run, start } from './command';

/** `--metrics` of the verbs that have it: what Prometheus gets. */

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Reads metrics until they fit, as Prometheus does: again and again. */
const scraped = async (url: string, pattern: RegExp): Promise<string> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const text = await fetch(url).then(
      (response) => response.text(),
      () => '',
    );
    if (pattern.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} never served ${String(pattern)}`);
};

describe('--metrics', () => {
  afterAll(() => endAll());

  it('of a gateway serves its modems and its broker, and ends with SIGTERM as systemd wants it', async () => {
    const port = await freePort();
    const running = start([
      ...['gateway', '--broker', 'mqtt://127.0.0.1:1', '--port', 'north=emulator'],
      ...['--metrics', `127.0.0.1:${port}`],
    ]);
    const text = await scraped(
      `http://127.0.0.1:${port}/metrics`,
      /^rxmodem_signal_dbm\{modem="north"\} -\d+$/m,
    );
    expect(text).toMatch(/^rxmodem_broker_connected 0$/m);
    expect(text).toMatch(/^rxmodem_modem_health\{modem="north",health="ready"\} 1$/m);
    running.signal('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 143 });
  }, 30_000);

  it('of a dashboard serves its modems while it runs', async () => {
    const port = await freePort();
    const options = {
      count: 1,
      seed: 1,
      listen: 0,
      root: 'rxmodem',
      metrics: `127.0.0.1:${port}`,
      json: true,
    };
    const run$ = dashboard.run({ args: [], options: options as DashboardOptions });
    const running = run$.subscribe();
    const url = `http://127.0.0.1:${port}/metrics`;
    const text = await scraped(url, /^rxmodem_modem_health\{modem="sim800",health="ready"\} 1$/m);
    expect(text).toMatch(/^rxmodem_modem_up\{modem="sim800"\} 1$/m);
    running.unsubscribe();
    await expect(fetch(url)).rejects.toThrow();
  }, 30_000);

  it('with port 0 takes a free one, and says on stderr which', async () => {
    const running = start(['gateway', '--broker', 'mqtt://127.0.0.1:1', '--metrics', '127.0.0.1:0']);
    const [, url = ''] = await running.until(/rxmodem: metrics are at (\S+)\n/);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*\/metrics$/);
    expect(await scraped(url, /^rxmodem_broker_connected 0$/m)).not.toBe('');
    running.signal('SIGTERM');
    await running.ended;
  }, 30_000);

  it('names an address that is wrong or taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [wrong, busy] = await Promise.all(
      ['9464', taken].map((place) => run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--metrics', place)),
    );
    server.close();
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--metrics needs HOST:PORT') });
    expect(busy).toMatchObject({
      code: 74,
      stderr: expect.stringMatching(new RegExp(`${taken} .*EADDRINUSE`)),
    });
  }, 30_000);
});
