import { endAll, run, start } from '../cli/command';
import { FleetBench } from './fleetBench';

/** The command on one machine, the modem behind a gateway on another: `--port mqtt://BROKER/GATEWAY/MODEM`. */

let bench: FleetBench;
let port: string;

beforeAll(async () => {
  bench = await FleetBench.open();
  bench.gateway(
    'berlin',
    1,
    ...['--allow-raw', '+CSQ'],
    ...['--allow-verb', 'http', '--allow-verb', 'ftp', '--allow-verb', 'sms', '--allow-verb', 'ussd'],
  );
  await bench.fit(1);
  port = `${bench.broker.url}/berlin/m0`;
}, 60_000);

afterAll(async () => {
  endAll();
  await bench.close();
});

describe('a verb through a gateway', () => {
  it('gets, posts, asks and reports what the gateway does not allow, with the exit codes of a local modem', async () => {
    const url = bench.web.url('/20000/page');
    const [page, posted, head, signal, refused] = await Promise.all([
      run('get', '--port', port, url),
      run('post', '--port', port, '-d', 'a=1', bench.web.url('/post')),
      run('head', '--port', port, '--json', url),
      run('send', '--port', port, '--json', 'AT+CSQ'),
      run('send', '--port', port, 'AT+CPIN="1234"'),
    ]);

    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toHaveLength(20_000);
    expect(posted).toMatchObject({ code: 0, stdout: Buffer.from('a=1') });
    expect(JSON.parse(head.stdout.toString())).toMatchObject({ status: 200 });
    expect(JSON.parse(signal.stdout.toString())).toMatchObject({ command: 'AT+CSQ', result: 'OK' });
    expect(refused).toMatchObject({ code: 2, stdout: Buffer.alloc(0) });
    expect(refused.stderr).not.toContain('1234');
  }, 120_000);

  it('sends messages and USSD codes', async () => {
    const sent = await run('sms', 'send', '--port', port, '--json', '--report', '+15550100', 'Höhe 😀');
    const asked = await run('ussd', '--port', port, '*123#', '--reply', '2', '--reply', '1', '--json');
    const silent = await run('ussd', '--port', port, '*123#');
    const wrong = await run('sms', 'send', '--port', port, '--dest-port', '5', '+15550100', 'a');
    const states = asked.stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly state: string }).state);

    expect(sent).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(sent.stdout.toString())).toMatchObject({ encoding: 'ucs2', status: 'delivered' });
    expect([asked.code, states]).toEqual([0, ['asks', 'asks', 'done']]);
    expect([silent.code, wrong.code]).toEqual([1, 2]);
    expect(wrong.stderr).toMatch(/^rxmodem: --dest-port does not go through a gateway; /);
  }, 120_000);

  it('says what does not go through a gateway, and what is not there', async () => {
    const ended = await Promise.all([
      run('info', '--port', port),
      run('monitor', '--port', port),
      run('get', '--port', port, '--trace=-', 'http://example.com/'),
      run('send', '--port', port, 'AT+CMGS="1"\nhello'),
      run('get', '--port', port, '--apn', 'internet', 'http://example.com/'),
      run('get', '--port', `${bench.broker.url}/berlin/none`, 'http://example.com/'),
      run('get', '--port', 'mqtt://127.0.0.1:1/berlin/m0', 'http://example.com/'),
    ]);

    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 74, 74]);
    expect(ended.every(({ stderr }) => /^rxmodem: [^\n]+; [^\n]+\n$/.test(stderr))).toBe(true);
    expect(ended[5]?.stderr).toContain('no gateway has announced this modem');
  }, 120_000);

  it('cancels its job where it is interrupted', async () => {
    const running = start(['get', '--port', port, '--progress', bench.web.url('/200000/long')]);
    await running.until(/%/);
    running.signal('SIGINT');
    const { code } = await running.ended;
    const next = await run('get', '--port', port, bench.web.url('/10/short'));

    expect(code).toBe(130);
    expect(next).toMatchObject({ code: 0 });
    expect(next.stdout).toHaveLength(10);
  }, 120_000);
});
