import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endAll, type Ended, fromSource, run, start } from './command';

const oneLine = (pattern: string): unknown =>
  expect.stringMatching(new RegExp(`^rxmodem: [^\\n]*${pattern}[^\\n]*; [^\\n]+\\n$`));
const nothing = Buffer.alloc(0);
const failed = (code: number, pattern: string): Ended => ({
  code,
  stdout: nothing,
  stderr: oneLine(pattern) as string,
});

describe('using rxmodem', () => {
  afterAll(() => endAll());

  it('tells wrong usage in one line and exits 2', async () => {
    const ended = await Promise.all([
      run(),
      run('fetch', 'http://a/'),
      run('get', '--colour', 'http://a/'),
      run('get'),
      run('get', '--retries', 'many', 'http://a/'),
      run('send', '--port', 'tcp://nowhere', 'AT'),
      run('emulate', '--link', 'x', '--listen', '127.0.0.1:0'),
      run('send', 'AT\u001b'),
    ]);
    expect(ended).toEqual([
      failed(2, 'verb is missing'),
      failed(2, "'fetch'"),
      failed(2, "'--colour'"),
      failed(2, "'url'"),
      failed(2, 'whole number'),
      failed(2, '--port'),
      failed(2, "'--l[a-z]+ .*'--l"),
      failed(2, '0x1b'),
    ]);
  }, 60_000);

  it('refuses senseless circumstances and faults of the emulator by name', async () => {
    const wrong = [
      ['--rssi', '99999'],
      ['--rssi', '32'],
      ['--registration', '7'],
      ['--sim', 'BROKEN'],
      ['--pin', 'abcd'],
      ['--latency', '-1'],
      ['--fault', 'stal'],
      ['--fault', 'stall:affter=3'],
      ['--fault', 'stall:after=many'],
    ];
    const ended = await Promise.all(wrong.map((options) => run('emulate', ...options)));

    expect(ended).toEqual([
      failed(2, "'--rssi .*0 to 31"),
      failed(2, "'--rssi .*0 to 31"),
      failed(2, "'--registration .*0 to 5"),
      failed(2, "'--sim .*SIM PUK"),
      failed(2, "'--pin .*digits"),
      failed(2, "'--latency .*0 to"),
      failed(2, "'--fault .*known are lostBytes"),
      failed(2, "'--fault .*known are during"),
      failed(2, "'--fault .*after of fault stall"),
    ]);
  }, 60_000);

  it('lists the faults of the emulator', async () => {
    const [text, json] = await Promise.all([
      run('emulate', '--list-faults'),
      run('emulate', '--list-faults', '--json'),
    ]);

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout.toString()).toMatch(
      /^stall {2}Stops in the middle.*\n {4}during {2}.*\n {4}after {2}/m,
    );
    expect(text.stdout.toString()).toMatch(/^ {4}lines\* {2}the URCs/m);
    expect(JSON.parse(json.stdout.toString())).toContainEqual(
      expect.objectContaining({ name: 'silent', takes: [] }),
    );
  }, 60_000);

  it('says what to do next: what may be meant, or a call that works', async () => {
    const ended = await Promise.all([
      run('gte', 'http://a/'),
      run('http://a/'),
      run('ftp', 'gt'),
      run('ftp'),
      run('get'),
      run('get', '--outptu', 'x', 'http://a/'),
      run('emulate', '--zzzzz', 'x'),
      run('help', 'get', 'x'),
      run('get', '-o', '', 'http://a/'),
      run('get', '--baud', 'abc', 'http://a/'),
      run('get', '--timeout', '0', 'http://a/'),
      run('info', '--port', 'replay:'),
      run('http://me:pass-word@a/'),
    ]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [2, "rxmodem: rxmodem has no verb 'gte'; did you mean rxmodem get?\n"],
      [2, "rxmodem: rxmodem has no verb 'http://a/'; did you mean rxmodem get http://a/?\n"],
      [2, "rxmodem: rxmodem ftp has no verb 'gt'; did you mean rxmodem ftp get?\n"],
      [2, 'rxmodem: the verb of rxmodem ftp is missing; see rxmodem ftp --help\n'],
      [
        2,
        "rxmodem: the argument 'url' of rxmodem get is missing; for example: rxmodem get http://example.com/\n",
      ],
      [2, "rxmodem: rxmodem get has no option '--outptu'; did you mean --output?\n"],
      [2, "rxmodem: rxmodem emulate has no option '--zzzzz'; see rxmodem emulate --help\n"],
      [2, "rxmodem: rxmodem get has no verb 'x'; see rxmodem get --help\n"],
      [2, oneLine("'-o, .*must name a file")],
      [2, oneLine("'--baud .*'abc'.*whole number")],
      [2, oneLine("'--timeout .*'0'.*0.001 or more")],
      [2, 'rxmodem: the name of the recording is missing; write it like replay:session.txt\n'],
      [2, "rxmodem: rxmodem has no verb 'http://me:***@a/'; did you mean rxmodem get URL?\n"],
    ]);
  }, 30_000);

  it('says how a URL without a scheme is written, and shows no password', async () => {
    const ended = await Promise.all([
      run('get', 'example.com/page'),
      run('get', 'http:/example.com/page?token=secret'),
      run('post', '-d', 'x', ''),
      run('ftp', 'get', 'me:secret@h/file'),
    ]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [3, 'rxmodem: the URL has no scheme; write it like http://example.com/page\n'],
      [3, 'rxmodem: the URL has no scheme; write it like http://example.com/page?…\n'],
      [3, 'rxmodem: the URL has no scheme; write it like http://example.com/\n'],
      [3, 'rxmodem: the URL has no scheme; write it like ftp://me:***@h/file\n'],
    ]);
  }, 60_000);

  it('tells errors as JSON where asked to', async () => {
    const [usage, port] = await Promise.all([
      run('get', '--json', '--colour'),
      run('get', '--json', '--port', '/dev/no-such-port', 'http://a/'),
    ]);
    expect([usage.code, port.code]).toEqual([2, 74]);
    expect(JSON.parse(usage.stderr)).toEqual({ kind: 'usage', message: expect.stringContaining('--colour') });
    expect(JSON.parse(port.stderr)).toEqual({
      kind: 'port',
      message: expect.stringMatching(/^\/dev\/no-such-port could not be opened: No such file[^;]*; [^;]+$/),
    });
  }, 60_000);

  it('exits as curl does for a bad URL and for what can not be reached', async () => {
    const ended = await Promise.all([
      run('get', 'gopher://example.com/'),
      run('head', 'http://exa mple/'),
      run('get', '--retries', '0', 'http://127.0.0.1:1/'),
      run('info', '--port', 'tcp://127.0.0.1:1'),
    ]);
    expect(ended).toEqual([failed(3, 'url'), failed(3, 'url'), failed(7, '601'), failed(74, 'ECONNREFUSED')]);
  }, 60_000);

  it('shows help and version', async () => {
    const [help, verb, version] = await Promise.all([
      run('--help'),
      run('get', '--help'),
      start(['--version'], {}, fromSource).ended,
    ]);
    const { version: wanted } = JSON.parse(
      readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'),
    ) as {
      version: string;
    };
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const name of [
      'get',
      'head',
      'post',
      'put',
      'delete',
      'info',
      'monitor',
      'send',
      'emulate',
      'replay',
    ])
      expect(help.stdout.toString()).toContain(`  ${name} `);
    expect(verb).toMatchObject({ code: 0, stderr: '' });
    expect(verb.stdout.toString()).toContain('--ready-timeout');
    expect(verb.stdout.toString()).toMatch(
      /\nOutput:\n[^]*\nNetwork:\n[^]*\nExamples:\n {2}rxmodem get http/,
    );
    expect(version).toEqual({ code: 0, stdout: Buffer.from(`${wanted}\n`), stderr: '' });
  }, 60_000);

  it('tells its exit codes and environment, and of a verb below a word', async () => {
    const [codes, environment, put] = await Promise.all([
      run('help', 'exit-codes'),
      run('help', 'environment'),
      run('help', 'ftp', 'put'),
    ]);
    expect([codes.code, environment.code, put.code]).toEqual([0, 0, 0]);
    expect(codes.stdout.toString()).toMatch(/\n {2}22 +HTTP status 400/);
    expect(environment.stdout.toString()).toContain('RXMODEM_FTP_PASSWORD');
    expect(put.stdout.toString()).toMatch(/^Usage: rxmodem ftp put \[options\] <file> <url>\n/);
  }, 60_000);
});
