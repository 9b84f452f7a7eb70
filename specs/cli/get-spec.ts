import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, run, start } from './command';
import { web, type Web } from './web';

const bodies = {
  none: Buffer.alloc(0),
  one: Buffer.from([0]),
  thirty: Buffer.from('thirty bytes are not that many'),
  ok: Buffer.from('OK'),
  framing: Buffer.from('\r\nOK\r\n\r\n+HTTPREAD: 5\r\n\0\x11\x13\xff\r\nERROR\r\n', 'latin1'),
  long: randomBytes(65_536),
};

describe('rxmodem get', () => {
  let site: Web;
  let folder: string;

  beforeAll(async () => {
    site = await web(bodies);
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-get-'));
  });

  afterAll(() => {
    endAll();
    site.close();
    rmSync(folder, { recursive: true });
  });

  it.each([['sim800'], ['a7600']])(
    'writes bodies to stdout byte for byte with an embedded %s',
    async (profile) => {
      const names = Object.keys(bodies);
      const ended = await Promise.all(
        names.map((name) => run('get', '--profile', profile, `${site.url}/${name}`)),
      );
      expect(ended).toEqual(Object.values(bodies).map((stdout) => ({ code: 0, stdout, stderr: '' })));
    },
    20_000,
  );

  it('gets a page through a served modem on TCP and on a pseudo-terminal, and asks it which it is', async () => {
    const link = join(folder, 'modem');
    const onTcp = start(['emulate', '--listen', '127.0.0.1:0', '--family', 'sim7600', '--fault', 'pieces']);
    const onPty = start(['emulate', '--link', link, '--json']);
    const [tcp] = await onTcp.until(/^tcp:\/\/127\.0\.0\.1:\d+$/m);
    await onPty.until(/^\{"port":"\/dev\/.+"\}$/m);
    const ended = await Promise.all([
      run('get', '--port', tcp, `${site.url}/framing`),
      run('get', '--port', link, `${site.url}/long`),
    ]);
    expect(ended).toEqual([
      { code: 0, stdout: bodies.framing, stderr: '' },
      { code: 0, stdout: bodies.long, stderr: '' },
    ]);
    onTcp.signal('SIGINT');
    onPty.signal('SIGTERM');
    expect((await onTcp.ended).code).toBe(130);
    expect((await onPty.ended).code).toBe(143);
    expect(readdirSync(folder)).not.toContain('modem');
  }, 20_000);

  it('takes a 404 for a page like any other, unless --fail is given', async () => {
    const url = `${site.url}/missing`;
    const file = join(folder, 'never');
    const [plain, failing, json] = await Promise.all([
      run('get', url),
      run('get', '--fail', '-o', file, url),
      run('get', '-f', '--json', url),
    ]);
    expect(plain).toEqual({ code: 0, stdout: Buffer.from('not here'), stderr: '' });
    expect(failing.code).toBe(22);
    expect(failing.stdout).toHaveLength(0);
    expect(failing.stderr).toMatch(/^rxmodem: [^\n]*status 404[^\n]*; [^\n]+\n$/);
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
    expect(json.code).toBe(22);
    expect(JSON.parse(json.stderr)).toEqual({
      kind: 'http-status',
      code: 404,
      message: expect.stringContaining('404'),
    });
  }, 20_000);

  it('writes a file, with the head before it where asked for, and shows progress where asked for', async () => {
    const file = join(folder, 'body');
    const whole = join(folder, 'whole');
    writeFileSync(file, 'what was there before');
    const [plain, headed, json] = await Promise.all([
      run('get', '--output', file, '--progress', `${site.url}/long`),
      run('get', '-i', '-o', whole, '--profile', 'a7600', `${site.url}/thirty`),
      run('get', '-i', '--json', '--profile', 'a7600', `${site.url}/thirty`),
    ]);
    expect(plain).toMatchObject({
      code: 0,
      stdout: Buffer.alloc(0),
      stderr: expect.stringContaining('65536/65536 bytes'),
    });
    expect(readFileSync(file).equals(bodies.long)).toBe(true);
    expect(headed.code).toBe(0);
    expect(readFileSync(whole, 'utf8')).toMatch(
      /^HTTP 200 OK\r\n(.+\r\n)*x-spec: cli\r\n(.+\r\n)*\r\nthirty bytes are not that many$/,
    );
    const [head = '', body] = json.stdout.toString().split('\n');
    expect(JSON.parse(head)).toEqual({ status: 200, headers: expect.objectContaining({ 'x-spec': 'cli' }) });
    expect(body).toBe(bodies.thirty.toString());
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 20_000);

  it.each([['sim800'], ['a7600']])(
    'sends header fields with a %s',
    async (profile) => {
      const fields = ['-H', 'X-One: 1', '-H', 'X-Two: a:b', '--header', 'X-One: 2'];
      const [told, wrong] = await Promise.all([
        run('get', '--profile', profile, ...fields, `${site.url}/echo`),
        run('get', '-H', 'no field', `${site.url}/echo`),
      ]);
      expect(told).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(told.stdout.toString())).toMatchObject({ 'x-one': '1, 2', 'x-two': 'a:b' });
      expect(wrong.code).toBe(2);
    },
    20_000,
  );

  it('masks secrets in the trace, and reads the password from the environment', async () => {
    const file = join(folder, 'trace');
    const access = ['--apn', 'internet', '--apn-user', 'me'];
    const [toFile, toStderr] = await Promise.all([
      run('get', ...access, '--apn-password', 'hush-1', '--trace', file, `${site.url}/thirty`),
      start(['get', ...access, '--trace', `${site.url}/thirty`], { RXMODEM_APN_PASSWORD: 'hush-2' }).ended,
    ]);
    expect(toFile).toEqual({ code: 0, stdout: bodies.thirty, stderr: '' });
    expect(toStderr).toMatchObject({ code: 0, stdout: bodies.thirty });
    for (const trace of [readFileSync(file, 'utf8'), toStderr.stderr]) {
      expect(trace).toMatch(/^\d+ms > AT\n/);
      expect(trace).toMatch(/> AT\+SAPBR=3,1,"PWD",.*\*\*\*/);
      expect(trace).toMatch(/<< 30 bytes\n/);
      expect(trace).toMatch(/> AT\+HTTPTERM\n\d+ms < OK\n$/);
      expect(trace).not.toContain('hush');
    }
  }, 20_000);

  it('exits 23 where the output can not be written, and where its reader goes away', async () => {
    const gone = start(['get', `${site.url}/long`]);
    gone.leaveStdout();
    const [nowhere, full, left] = await Promise.all([
      run('get', '-o', join(folder, 'no', 'such', 'folder'), `${site.url}/one`),
      run('get', '-o', '/dev/full', `${site.url}/one`),
      gone.ended,
    ]);
    expect([nowhere.code, full.code]).toEqual([23, 23]);
    expect(nowhere.stderr).toMatch(/^rxmodem: [^\n]*ENOENT[^\n]*; [^\n]+\n$/);
    expect(full.stderr).toMatch(/^rxmodem: \/dev\/full [^\n]*ENOSPC[^\n]*; [^\n]+\n$/);
    expect(left).toMatchObject({
      code: 23,
      stderr: expect.stringMatching(/^rxmodem: [^\n]* closed the pipe; [^\n]+\n$/),
    });
  }, 20_000);
});
