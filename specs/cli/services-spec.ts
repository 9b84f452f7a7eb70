import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, type Ended, run, runWith, start } from './command';
import { closeAll, served } from './served';
import { web } from './web';

const folder = mkdtempSync(join(tmpdir(), 'services-'));

afterAll(() => {
  endAll();
  closeAll();
  rmSync(folder, { recursive: true });
});

const json = ({ stdout }: Ended): unknown[] =>
  stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
const BYTES = Buffer.from('\r\nOK\r\n\0\x1a\x1b+FSLS: \xff', 'latin1');

describe('rxmodem clock', () => {
  it('prints the time with its zone, and says who gave it', async () => {
    const clock = '2026-05-17T09:30:00+02:00';
    const at = expect.stringMatching(/^2026-05-17T09:30:\d\d\+02:00$/) as string;
    const { port } = await served({ family: 'a7600', clock, ntp: { 'a.b': clock } });
    const text = await run('clock', '--port', port);
    const object = await run('clock', '--port', port, '--json', '--sync', 'ntp:a.b');

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout.toString().trim()).toEqual(at);
    expect(object.code).toBe(0);
    expect(json(object)).toEqual([{ at, source: 'ntp' }]);
  }, 20_000);

  it('says that a clock was never set, and changes nothing for the network without --fix', async () => {
    const { port, heard } = await served({
      family: 'a7600',
      clock: '',
      networkTime: '2026-05-17T09:30:00+02:00',
    });
    const unset = await run('clock', '--port', port);
    const off = await run('clock', '--port', port, '--sync', 'network');
    const before = heard.length;
    const fixed = await run('clock', '--port', port, '--sync', 'network', '--fix', '--json');

    expect(unset).toMatchObject({ code: 1, stderr: expect.stringContaining('never set') as string });
    expect(unset.stdout.toString()).toBe('');
    expect(off).toMatchObject({ code: 7, stderr: expect.stringContaining('AT+CTZU=1') as string });
    expect(heard.slice(0, before).join()).not.toMatch(/CTZU=|CRESET|CCLK=/);
    expect(json(fixed)).toMatchObject([{ source: 'network' }]);
  }, 20_000);
});

describe('rxmodem files', () => {
  const put = join(folder, 'put.bin');
  const got = join(folder, 'got.bin');

  beforeAll(() => writeFileSync(put, BYTES));

  it.each(['sim800', 'a7600'])(
    'puts, lists, gets and removes a file of a %s, byte for byte',
    async (family) => {
      const { port } = await served({ family });
      const on = ['--port', port];
      const home = family === 'sim800' ? ['C:\\User'] : [];
      const stored = await run('files', 'put', put, 'a.bin', ...on);
      const piped = await runWith(BYTES, 'files', 'put', '-', 'b.bin', ...on);
      const listed = await run('files', 'ls', ...home, ...on, '--json');
      const gotten = await run('files', 'get', 'a.bin', '-o', got, ...on);
      const shown = await run('files', 'get', 'b.bin', ...on);
      const removed = await run('files', 'rm', 'a.bin', ...on);
      const [again, missing] = [
        await run('files', 'rm', 'a.bin', ...on),
        await run('files', 'get', 'a.bin', ...on),
      ];

      for (const ended of [stored, piped, gotten, removed])
        expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(json(listed)).toEqual(
        expect.arrayContaining([
          { name: 'a.bin', type: 'file', size: BYTES.length },
          { name: 'b.bin', type: 'file', size: BYTES.length },
        ]),
      );
      expect(readFileSync(got).equals(BYTES)).toBe(true);
      expect(shown.stdout.equals(BYTES)).toBe(true);
      expect(again).toMatchObject({
        code: 78,
        stderr: expect.stringContaining('a.bin is not on the modem') as string,
      });
      expect(missing.code).toBe(78);
      expect(missing.stdout.length).toBe(0);
    },
    60_000,
  );

  it('lists the root where no directory is named, and says how much room there is', async () => {
    const [root, none, small, large] = await Promise.all([
      run('files', 'ls', '--json'),
      run('files', 'ls', 'C:\\None'),
      run('files', 'df', '--json'),
      run('files', 'df', '--profile', 'a7600', '--json'),
    ]);

    expect(json(root)).toEqual([{ name: 'User', type: 'directory', size: null }]);
    expect(none.code).toBe(78);
    expect(json(small)).toEqual([{ drive: 'C', totalBytes: null, freeBytes: expect.any(Number) as number }]);
    expect(json(large)).toEqual([
      { drive: 'C', totalBytes: 11_348_480, freeBytes: expect.any(Number) as number },
    ]);
  }, 30_000);

  it('puts, lists and removes certificates, and says so of a family without them', async () => {
    const { port } = await served({ family: 'a7600' });
    const on = ['--port', port];
    const stored = await run('certs', 'put', put, 'ca.pem', ...on);
    const listed = await run('certs', 'ls', '--json', ...on);
    const removed = await run('certs', 'rm', 'ca.pem', ...on);
    const again = await run('certs', 'rm', 'ca.pem', ...on);
    const [none, unread] = await Promise.all([
      run('certs', 'ls', '--profile', 'sim800'),
      run('certs', 'put', join(folder, 'none'), 'ca.pem'),
    ]);

    expect([stored.code, removed.code, again.code]).toEqual([0, 0, 78]);
    expect(json(listed)).toEqual([{ name: 'ca.pem' }]);
    expect(none.code).toBe(2);
    expect(unread.code).toBe(26);
  }, 30_000);
});

describe('RXMODEM_PIN', () => {
  const withPin = (pin: string, ...args: readonly string[]): Promise<Ended> =>
    start(args, { RXMODEM_PIN: pin }).ended;
  const entries = (heard: readonly string[]): number =>
    heard.filter((line) => line.startsWith('AT+CPIN=')).length;
  const page = ['get', 'http://127.0.0.1:9/'];

  it('is entered once for any verb, and nothing shows it', async () => {
    const record = join(folder, 'pin.txt');
    const { port, heard } = await served({ family: 'a7600', sim: 'SIM PIN', pin: '4711' });
    const seen = await withPin('4711', 'info', '--port', port, '--json', '--trace', '--record', record);

    expect(seen.code).toBe(0);
    expect(json(seen)).toMatchObject([{ sim: 'READY' }]);
    expect(entries(heard)).toBe(1);
    expect(seen.stderr + readFileSync(record, 'utf8')).not.toContain('4711');
  }, 20_000);

  it('that is wrong is refused with 77, entered once by each call, and never with one try left', async () => {
    const { port, heard, emulator } = await served({ family: 'sim800', sim: 'SIM PIN', pin: '4711' });
    const all: Ended[] = [];
    for (const verb of [['phonebook', 'list'], page, ['info']])
      all.push(await withPin('9999', ...verb, '--port', port));

    expect(all.map(({ code }) => code)).toEqual([77, 77, 77]);
    expect(entries(heard)).toBe(2);
    expect(all[2]?.stderr).toMatch(/one try is left; /);
    expect(all.map(({ stderr }) => stderr).join()).not.toContain('9999');
    expect(emulator.state.modem.sim).toBe('SIM PIN');
  }, 30_000);

  it('that is missing, or of no use for a PUK, ends with 77; one that can be none with 2', async () => {
    const [locked, blocked] = [
      await served({ sim: 'SIM PIN', family: 'sim800' }),
      await served({ sim: 'SIM PUK', family: 'a7600' }),
    ];
    const [missing, puk, odd] = await Promise.all([
      run(...page, '--port', locked.port),
      withPin('1234', 'files', 'ls', '--port', blocked.port),
      withPin('12a4', 'info'),
    ]);

    expect(missing).toMatchObject({ code: 77, stderr: expect.stringContaining('RXMODEM_PIN') as string });
    expect(puk).toMatchObject({ code: 77, stderr: expect.stringContaining('PUK') as string });
    expect(odd).toMatchObject({ code: 2, stderr: expect.not.stringContaining('12a4') as string });
    expect(entries([...locked.heard, ...blocked.heard])).toBe(0);
  }, 20_000);

  const until = async (fits: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 150 && !fits(); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(fits()).toBe(true);
  };

  it('is entered by a gateway, again after a restart, and never again after a refusal', async () => {
    const [right, wrong] = [
      await served({ family: 'sim800', sim: 'SIM PIN', pin: '4711' }),
      await served({ family: 'a7600', sim: 'SIM PIN', pin: '1234' }),
    ];
    const running = start(
      [
        ...['gateway', '--broker', 'mqtt://127.0.0.1:1'],
        ...['--port', `right=${right.port}`, '--port', `wrong=${wrong.port}`],
      ],
      { RXMODEM_PIN: '4711' },
    );
    await running.until(/right takes jobs/);
    await running.until(/RXMODEM_PIN is not entered again: .*\n/);
    expect([entries(right.heard), entries(wrong.heard)]).toEqual([1, 1]);
    for (const { emulator } of [right, wrong]) {
      emulator.restart();
      emulator.become({ sim: 'SIM PIN' });
    }
    await until(() => entries(right.heard) === 2);
    await running.until(/right takes jobs[^]*right takes no jobs[^]*right takes jobs/);
    running.signal('SIGINT');
    const { stderr } = await running.ended;
    expect(entries(wrong.heard)).toBe(1);
    expect(stderr).not.toContain('4711');
  }, 40_000);

  it('is entered by mux before there are channels', async () => {
    const { port, heard, emulator } = await served({ family: 'a7600', sim: 'SIM PIN', pin: '4711' });
    const place = ['--port', port, '--listen', '127.0.0.1:0'];
    const running = start(['mux', ...place, '--trace'], { RXMODEM_PIN: '4711' });
    await until(() => heard.some((line) => line.startsWith('AT+CMUX=')));
    running.signal('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/mux writes no trace and no recording: pass --trace and --record to the programs/);
    expect(stderr).not.toContain('4711');
    expect(entries(heard)).toBe(1);
    expect(emulator.state.modem.sim).toBe('READY');
  }, 20_000);
});

describe('rxmodem get --resume', () => {
  const whole = Buffer.from(Array.from({ length: 30_000 }, (_, at) => (at * 7) % 251));

  it('goes on at the end of the file, proves what is there, and leaves a file alone that is not the beginning', async () => {
    const site = await web({ page: whole });
    const [half, other, none] = ['half', 'other', 'none'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(half, whole.subarray(0, 12_000));
    writeFileSync(other, Buffer.alloc(12_000, 1));
    const ended = await Promise.all([
      run('get', '--resume', '-o', half, `${site.url}/page`, '--profile', 'a7600'),
      run('get', '--resume', '-o', other, `${site.url}/page`),
      run('get', '--resume', '-o', none, `${site.url}/page`),
      run('get', '--resume', `${site.url}/page`),
    ]);
    site.close();

    expect(ended.map(({ code }) => code)).toEqual([0, 18, 0, 2]);
    expect(readFileSync(half).equals(whole)).toBe(true);
    expect(readFileSync(none).equals(whole)).toBe(true);
    expect(readFileSync(other).equals(Buffer.alloc(12_000, 1))).toBe(true);
  }, 30_000);
});

describe('rxmodem gnss', () => {
  it('prints a position as text, JSON and NMEA, and says so of a modem without a receiver', async () => {
    const { port } = await served({
      family: 'sim7600',
      gnss: [{ latitude: -33.856784, longitude: 151.215297 }],
      clock: '2026-05-17T09:30:00Z',
    });
    const object = await run('gnss', '--port', port, '--json');
    const nmea = await run('gnss', '--port', port, '--nmea');
    const none = await served({ family: 'sim800' });
    const missing = await run('gnss', '--port', none.port);

    expect(json(object)).toEqual([
      {
        ...{ latitude: -33.856784, longitude: 151.215297, altitudeMeters: 0, speedKmh: 0, courseDegrees: 0 },
        ...{
          at: expect.stringMatching(/^2026-05-17T09:30:/) as string,
          satellites: null,
          hdop: null,
          mode: null,
        },
      },
    ]);
    expect(nmea.stdout.toString()).toMatch(
      /^\$GPGGA,0930\d\d\.00,3351\.407040,S,15112\.917820,E,1,,,0,M,,M,,\*[0-9A-F]{2}\n\$GPRMC,/,
    );
    expect(missing.code).toBe(2);
  }, 20_000);
});
