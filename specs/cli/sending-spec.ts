import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, type Ended, run, runWith, start } from './command';
import { closeAll, served } from './served';
import { type Asked, web, type Web } from './web';

const large = randomBytes(100_000);
const framing = Buffer.from('\r\nOK\r\nDOWNLOAD\r\n\0\x11\x13\x1a\x1b\xff\r\nERROR\r\n', 'latin1');
const nothing = Buffer.alloc(0);
const families = [['sim800'], ['a7600']];
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
const FORM = 'application/x-www-form-urlencoded';

describe('rxmodem post, put and delete', () => {
  let site: Web;
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const at = (path: string): Asked[] => site.asked.filter((one) => one.path === path);
  const mirrored = (body: Buffer): Ended => ({ code: 0, stdout: body, stderr: '' });

  beforeAll(async () => {
    site = await web({ page: Buffer.from('hello') });
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-sending-'));
    writeFileSync(file('large'), large);
    writeFileSync(file('empty'), nothing);
    writeFileSync(file('too-large'), Buffer.alloc(320_000));
  });

  afterAll(() => {
    endAll();
    closeAll();
    site.close();
    rmSync(folder, { recursive: true });
  });

  it.each(families)(
    'sends files, standard input and text byte for byte with an embedded %s, and writes what comes back',
    async (profile) => {
      const post = (name: string, ...more: string[]): string[] => [
        ...['post', '--profile', profile, `${site.url}/mirror-${profile}-${name}`],
        ...more,
      ];
      const ended = await Promise.all([
        run(...post('file', '--data-file', file('large'))),
        run(...post('empty', '--data-file', file('empty'))),
        runWith(framing, ...post('stdin', '--data-file', '-', '--content-type', 'image/png')),
        run(...post('no-stdin', '--data-file', '-')),
        run(...post('text', '-d', 'a=1', '--data', 'b=\u00fc "x"')),
        run(...post('no-text', '-d', '')),
      ]);
      const bodies = [large, nothing, framing, nothing, Buffer.from('a=1&b=\u00fc "x"'), nothing];
      expect(ended).toEqual(bodies.map(mirrored));
      const seen = ['file', 'empty', 'stdin', 'no-stdin', 'text', 'no-text'].map((name) => {
        const [one, ...more] = at(`/mirror-${profile}-${name}`);
        expect(more).toEqual([]);
        return [one?.method, one?.headers['content-type'], one?.body.length];
      });
      expect(seen).toEqual([
        ['POST', 'application/octet-stream', 100_000],
        ['POST', 'application/octet-stream', 0],
        ['POST', 'image/png', framing.length],
        ['POST', 'application/octet-stream', 0],
        ['POST', FORM, 12],
        ['POST', FORM, 0],
      ]);
    },
    20_000,
  );

  it('takes data as curl does: files without line ends, the standard input, several parts joined', async () => {
    writeFileSync(file('form'), 'b=2\r\n\0&c=3\n');
    const post = (...more: string[]): string[] => ['post', ...more, `${site.url}/mirror-data`];
    const ended = await Promise.all([
      run(...post('-d', 'a=1', '--data', `@${file('form')}`)),
      run(...post('--data-binary', `@${file('form')}`)),
      run(...post('--data-raw', '@x', '--data-raw', '-')),
      runWith(Buffer.from('d=4\n'), ...post('-d', '@-')),
      runWith(Buffer.from('e=5\n'), ...post('-d', '-')),
    ]);

    expect(ended).toEqual(
      ['a=1&b=2&c=3', 'b=2\r\n\0&c=3\n', '@x&-', 'd=4', 'e=5'].map((body) => mirrored(Buffer.from(body))),
    );
    expect(at('/mirror-data').map(({ headers }) => headers['content-type'])).toEqual(Array(5).fill(FORM));
    expect(await run(...post('-d', '@'))).toMatchObject({ code: 2 });
    expect(await run(...post('-d', '@/no/such/file'))).toMatchObject({ code: 26 });
    expect(await run(...post('-d', 'x', '--data-binary', 'y'))).toMatchObject({ code: 2 });
  }, 20_000);

  it('reads a pipe to its end before it sends it, as its length must be known', async () => {
    const pipe = file('pipe');
    execFileSync('mkfifo', [pipe]);
    const [ended] = await Promise.all([
      run('post', '--data-file', pipe, `${site.url}/mirror-pipe`),
      writeFile(pipe, large),
    ]);
    expect(ended.stdout.equals(large)).toBe(true);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  }, 20_000);

  it('puts and deletes with an A7600', async () => {
    const where = ['--profile', 'a7600'];
    const [put, deleted] = await Promise.all([
      run('put', ...where, '--data-file', file('large'), '-o', file('answer'), `${site.url}/mirror-put`),
      run('delete', ...where, '-i', '--json', `${site.url}/page`),
    ]);
    expect(put).toEqual(mirrored(nothing));
    expect(readFileSync(file('answer')).equals(large)).toBe(true);
    expect(at('/mirror-put').map(({ method }) => method)).toEqual(['PUT']);
    const [head = '', body] = deleted.stdout.toString().split('\n');
    expect(deleted).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(head)).toMatchObject({ status: 200, headers: { 'x-spec': 'cli' } });
    expect(body).toBe('hello');
    expect(at('/page').map(({ method }) => method)).toEqual(['DELETE']);
  }, 20_000);

  it('refuses what the family can not do, or not take, before anything is written', async () => {
    const on = (profile: string, ...args: string[]): Promise<Ended> =>
      run(...args, '--profile', profile, '--trace=-', `${site.url}/refused`);
    const ended = await Promise.all([
      on('sim800', 'put', '-d', 'x', '-o', file('never')),
      on('sim800', 'delete'),
      on('sim800', 'post', '--data-file', file('too-large')),
      on('a7600', 'put', '--data-file', file('too-large')),
      on('a7600', 'get', '--proxy', '127.0.0.1:1'),
      on('a7600', 'get', '--proxy', '127.0.0.1:1', '--location'),
      on('a7600', 'get', '--verify'),
      on('sim800', 'head', '--cacert', 'ca.pem'),
      on('sim800', 'get', '--cert', 'me.pem', '--key', 'me.key'),
    ]);
    const told = [
      /SIM800 has no HTTP PUT/,
      /SIM800 has no HTTP DELETE/,
      /320000 bytes.*319488/,
      /320000 bytes.*153600/,
      /no HTTP proxies/,
      /no HTTP proxies/,
      /no verification without a certificate/,
      /no verification of HTTPS/,
      /no client certificates/,
    ];
    for (const [n, { code, stdout, stderr }] of ended.entries()) {
      expect(code).toBe(2);
      expect(stdout).toHaveLength(0);
      expect(stderr).toMatch(/^rxmodem: [^\n]+; [^\n]+\n$/);
      expect(stderr).toMatch(told[n] ?? /never/);
    }
    expect(at('/refused')).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  }, 20_000);

  it('refuses it as soon as the modem has said which it is, where nobody else did', async () => {
    const modem = await served({ family: 'sim800', sim: 'absent' });
    const { code, stderr } = await run('put', '-d', 'x', '--port', modem.port, `${site.url}/refused`);
    modem.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^rxmodem: SIM800 has no HTTP PUT; [^\n]+\n$/);
    expect(modem.heard.filter((line) => /HTTP|SAPBR|CPIN/.test(line))).toEqual([]);
    expect(modem.heard).toContain('AT+CGMM');
  }, 20_000);

  it('ends on Ctrl-C while it reads the standard input', async () => {
    const waiting = start(['post', '--data-file', '-', `${site.url}/refused`], {}, undefined, null);
    // Nothing shows that it waits: it must have started, also where another worker keeps the machine busy.
    await pause(4_000);
    waiting.signal('SIGINT');
    expect(await waiting.ended).toEqual({ code: 130, stdout: nothing, stderr: '' });
  }, 20_000);

  it('exits 26 where the input can not be read, and 2 where there is none or too much', async () => {
    const url = `${site.url}/unsent`;
    const ended = await Promise.all([
      run('post', '--data-file', file('missing'), url),
      run('put', '--json', '--profile', 'a7600', '--data-file', folder, url),
      run('post', url),
      run('post', '-d', 'x', '--data-file', file('large'), url),
      runWith(Buffer.alloc(1_100_000), 'post', '--data-file', '-', url),
      run('get', '--cert', 'me.pem', url),
      run('get', '--proxy', 'nowhere', url),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([26, 26, 2, 2, 2, 2, 2]);
    expect(ended[0]?.stderr).toMatch(
      /^rxmodem: [^\n]*missing could not be read[^\n]*ENOENT[^\n]*; [^\n]+\n$/,
    );
    expect(JSON.parse(ended[1]?.stderr ?? '')).toEqual({
      kind: 'input',
      message: expect.stringContaining('directory'),
    });
    for (const { stderr } of ended.slice(2)) expect(stderr).toMatch(/^rxmodem: [^\n]+; [^\n]+\n$/);
    expect(at('/unsent')).toEqual([]);
  }, 20_000);

  it('tells a wrong URL before it opens port or input', async () => {
    const port = ['--port', '/dev/no-such-port'];
    const ended = await Promise.all([
      run('get', ...port, 'http://exa mple/'),
      run('head', ...port, 'ftp://example.com/'),
      run('delete', ...port, 'http://'),
      run('post', ...port, '--data-file', file('missing'), 'example.com'),
    ]);
    for (const { code, stderr } of ended) {
      expect(stderr).toMatch(
        /^rxmodem: (invalid url: [^\n]+; correct it and try again|the URL has no scheme; write it like [^\n]+)\n$/,
      );
      expect(code).toBe(3);
    }
  }, 20_000);

  it.each(families)(
    'masks secrets in the trace of a %s, which the server is told',
    async (profile) => {
      const path = `/mirror-secret-${profile}`;
      const fields = ['-H', 'Authorization: Basic aHVzaA==', '-H', 'X-One: 1'];
      const ended = await run(
        ...['post', '--profile', profile, ...fields, '--trace=-', '-d', 'hush', `${site.url}${path}`],
      );
      expect(ended).toMatchObject({ code: 0, stdout: Buffer.from('hush') });
      expect(ended.stderr).toMatch(/> AT\+HTTPPARA="USERDATA",.*\*\*\*/);
      expect(ended.stderr).toMatch(/>> 4 bytes\n/);
      expect(ended.stderr).not.toMatch(/aHVzaA|hush/);
      expect(at(path)[0]?.headers).toMatchObject({ authorization: 'Basic aHVzaA==', 'x-one': '1' });
    },
    20_000,
  );

  it.each(families)(
    'follows redirects with a %s where asked to, and gives them as they are where not',
    async (profile) => {
      const where = ['--profile', profile];
      const [plain, got, posted, endless] = await Promise.all([
        run('get', ...where, '-i', `${site.url}/302/page`),
        run('get', ...where, '-L', '--fail', '--trace=-', `${site.url}/301/302/page`),
        run('post', ...where, '--location', '-d', 'again', `${site.url}/307/mirror-again-${profile}`),
        run('get', ...where, '-L', `${site.url}/302/${'302/'.repeat(12)}page`),
      ]);
      expect(plain).toMatchObject({ code: 0, stderr: '' });
      expect(plain.stdout.toString()).toMatch(/^HTTP 302 Found\r\n[^]*\r\n\r\nit is elsewhere$/);
      expect(got).toMatchObject({ code: 0, stdout: Buffer.from('hello') });
      expect(got.stderr.match(/> AT\+HTTPREAD=/g)).toHaveLength(1);
      expect(got.stderr).toMatch(/> AT\+HTTPTERM\n\d+ms < OK\n$/);
      expect(posted).toEqual(mirrored(Buffer.from('again')));
      expect(at(`/mirror-again-${profile}`).map(({ method }) => method)).toEqual(['POST']);
      // How often a SIM800 goes on is its own affair.
      if (profile === 'a7600') {
        expect(endless.code).toBe(47);
        expect(endless.stderr).toMatch(
          /^rxmodem: the servers redirected more than 10 times[^\n]*; [^\n]+\n$/,
        );
      } else expect(endless.code).toBe(0);
    },
    20_000,
  );

  it('says to a SIM800 which proxy to ask, and to an A7600 which certificates to use', async () => {
    const proxy = run('get', '-x', '127.0.0.1:3128', '--trace=-', `${site.url}/page`);
    const names = ['--cacert', 'ca.pem', '--cert', 'me.pem', '--key', 'me.key', '--verify'];
    const secure = site.url.replace('http:', 'https:');
    const tls = run('get', '--profile', 'a7600', '--retries', '0', ...names, '--trace=-', `${secure}/page`);
    expect((await proxy).stderr).toMatch(/> AT\+HTTPPARA="PROIP","127.0.0.1"\n[^]*"PROPORT",3128\n/);
    const { code, stderr, stdout } = await tls;
    expect(stderr).toMatch(/> AT\+CSSLCFG="cacert",0,"ca.pem"\n/);
    expect(code).not.toBe(0);
    expect(stdout).toHaveLength(0);
  }, 20_000);

  it('shows progress of what is sent and of what comes, where asked for', async () => {
    const { code, stdout, stderr } = await run(
      ...['post', '--data-file', file('large'), '--progress', `${site.url}/mirror-progress`],
    );
    expect(code).toBe(0);
    expect(stdout.equals(large)).toBe(true);
    expect(stderr).toMatch(/sending .*100000\/100000 bytes[^]*receiving .*100000\/100000 bytes/);
  }, 20_000);

  it('writes no body and exits 22 for a status of 400 or more with --fail', async () => {
    const url = `${site.url}/missing`;
    const [plain, failing] = await Promise.all([
      run('post', '-d', 'x', url),
      run('post', '-f', '-d', 'x', '-o', file('failed'), url),
    ]);
    expect(plain).toEqual(mirrored(Buffer.from('not here')));
    expect(failing.code).toBe(22);
    expect(readdirSync(folder).filter((name) => name.includes('failed'))).toEqual([]);
  }, 20_000);
});
