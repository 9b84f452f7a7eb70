import { interval } from 'rxjs';
import { endAll, run, runWith, start } from './command';
import { closeAll, served } from './served';
import { web, type Web } from './web';

describe('the other verbs of rxmodem', () => {
  let site: Web;

  beforeAll(async () => {
    site = await web({ page: Buffer.from('hello') });
  });

  afterAll(() => {
    endAll();
    closeAll();
    site.close();
  });

  it('head: tells status and header fields, as text and as JSON', async () => {
    const [text, json] = await Promise.all([
      run('head', '--profile', 'a7600', `${site.url}/page`),
      run('head', '--profile', 'sim7600', '--json', `${site.url}/none`),
    ]);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout.toString()).toMatch(
      /^HTTP 200 OK\r\n(.+\r\n)*content-type: application\/octet-stream\r\n(.+\r\n)*\r\n$/,
    );
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(json.stdout.toString())).toEqual({
      status: 404,
      headers: expect.objectContaining({ 'x-spec': 'cli' }),
    });
  }, 20_000);

  it('send: prints the answers as they stood, and stops at the first refusal', async () => {
    const [text, json] = await Promise.all([
      run('send', 'AT+CSQ', 'AT+CGMI', 'AT+NONSENSE', 'AT+CGMM'),
      run('send', '--json', '--trace', 'AT+CPIN?'),
    ]);
    expect(text.stdout.toString()).toBe('+CSQ: 20,0\nOK\nSIMCOM_Ltd\nOK\n');
    expect(text.stderr).toMatch(/^rxmodem: AT\+NONSENSE was refused[^\n]*; [^\n]+\n$/);
    expect(text.code).toBe(1);
    expect(JSON.parse(json.stdout.toString())).toEqual({
      command: 'AT+CPIN?',
      lines: ['+CPIN: READY'],
      result: 'OK',
    });
    expect(json.code).toBe(0);
  }, 20_000);

  it('send: gives the data of a prompt from further lines, and from the standard input', async () => {
    const piped = [
      'AT+CMGF=1',
      'AT+CMGS="+491701234567"',
      'hello',
      'AT+HTTPINIT',
      'AT+HTTPDATA=5,10000',
      'world',
    ];
    const [argument, stdin, empty] = await Promise.all([
      run('send', 'AT+CMGF=1', 'AT+CMGS="+491701234567"\nhello\nworld'),
      runWith(Buffer.from(piped.join('\n')), 'send', '-', 'AT+HTTPTERM'),
      run('send', '-'),
    ]);

    expect(argument).toMatchObject({ code: 0, stderr: '' });
    expect(argument.stdout.toString()).toMatch(/^OK\n\+CMGS: \d+\nOK\n$/);
    expect(stdin).toMatchObject({ code: 0, stderr: '' });
    expect(stdin.stdout.toString()).toMatch(/^OK\n\+CMGS: \d+\nOK\nOK\nOK\nOK\n$/);
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('AT') as string });
  }, 20_000);

  it('info: tells what the modem tells, and null where it refuses', async () => {
    const bare = await served({
      family: 'a7600',
      sim: 'absent',
      rssi: 99,
      registration: 2,
      bearerOpen: true,
    });
    const [text, json, poor] = await Promise.all([
      run('info'),
      run('info', '--json', '--profile', 'sim7600'),
      run('info', '--json', '--port', bare.port),
    ]);
    const foreign = await run('info', '--json', '--port', bare.port, '--profile', 'sim800');
    bare.close();
    expect(text.code).toBe(0);
    expect(text.stdout.toString()).toMatch(
      /^manufacturer +SIMCOM_Ltd\nmodel +SIMCOM_SIM800L\n(.+\n)*signal +-73 dBm \(20 of 31\)\n/,
    );
    expect(JSON.parse(json.stdout.toString())).toEqual({
      manufacturer: expect.any(String),
      model: expect.stringContaining('7600'),
      revision: expect.any(String),
      imei: expect.stringMatching(/^\d{15}$/),
      imsi: expect.stringMatching(/^\d{15}$/),
      iccid: expect.stringMatching(/^\d{20}$/),
      sim: 'READY',
      signal: { rssi: 20, dBm: -73 },
      registration: 'home',
      bearer: expect.any(String),
      address: null,
    });
    expect(poor).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(poor.stdout.toString())).toMatchObject({
      model: expect.stringContaining('A76'),
      imsi: null,
      iccid: null,
      sim: null,
      signal: { rssi: null, dBm: null },
      registration: 'not registered',
      bearer: 'active',
      address: expect.stringMatching(/^\d+(\.\d+){3}$/),
    });
    expect(foreign).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/the modem calls itself A76\w+: use --profile a7600, not sim800\n$/),
    });
  }, 20_000);

  it('monitor: prints what the modem says on its own, until Ctrl-C', async () => {
    const modem = await served({ family: 'sim800' });
    const json = start(['monitor', '--json', '--port', modem.port, '--profile', 'sim800']);
    const saying = interval(100).subscribe((n) => modem.emulator.say(n % 2 === 0 ? '+CREG: 5' : 'gibberish'));
    await json.until(/\+CREG[^]*gibberish/);
    json.signal('SIGINT');
    const { code, stdout, stderr } = await json.ended;
    saying.unsubscribe();
    modem.close();
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    const lines = stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(lines.find(({ name }) => name === '+CREG')).toEqual({
      at,
      name: '+CREG',
      values: { status: 5 },
      text: '+CREG: 5',
    });
    expect(lines.find(({ name }) => name === 'gibberish')).toEqual({
      at,
      name: 'gibberish',
      values: {},
      text: 'gibberish',
    });
  }, 20_000);

  it('monitor: prints the lines as they stood without --json', async () => {
    const modem = await served({ family: 'a7600' });
    const text = start(['monitor', '--port', modem.port, '--profile', 'a7600']);
    const saying = interval(100).subscribe(() => modem.emulator.say('RING'));
    await text.until(/^RING\nRING\n/);
    saying.unsubscribe();
    text.signal('SIGINT');
    expect((await text.ended).stdout.toString()).toMatch(/^(RING\n)+$/);
    modem.close();
  }, 20_000);

  it('emulate: has the faults that it was told', async () => {
    const modem = start([
      'emulate',
      '--listen',
      '127.0.0.1:0',
      ...['--fault', 'failedRequests:codes=603'],
      ...['--fault', 'noEcho'],
      ...['--fault', 'urcs:lines=RING|+CREG: 1,where=after-final'],
      ...['--fault', 'deaf:lines=2'],
    ]);
    const [port] = await modem.until(/^tcp:\/\/127\.0\.0\.1:\d+$/m);
    const lost = await run(
      'get',
      '--port',
      port,
      '--profile',
      'sim800',
      '--trace',
      '--json',
      `${site.url}/page`,
    );
    expect(lost.code).toBe(6);
    const trace = lost.stderr
      .trim()
      .split('\n')
      .map((line) => line.replace(/^\d+ms /, ''));
    expect(trace.slice(0, 3)).toEqual(['> AT', '> AT', '> AT']);
    expect(trace).toContain('< RING');
    expect(trace).not.toContain('< ATE0');
    expect(JSON.parse(trace.find((line) => line.startsWith('{')) ?? '')).toEqual({
      kind: 'http',
      code: 603,
      message: expect.stringContaining('; '),
    });
    modem.signal('SIGINT');
    expect(await modem.ended).toMatchObject({ code: 130, stderr: '' });
  }, 20_000);
});
