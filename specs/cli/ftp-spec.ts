import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ftpServer, type FtpServer } from '../emulator/node/ftpServer';
import { endAll, run, runWith, start } from './command';

const long = randomBytes(20_000);
const framing = Buffer.from('\r\nOK\r\n\r\n+FTPGET: 2,5\r\n\0\x11\x13\x1a\x1b\xff\r\nERROR\r\n', 'latin1');
const done = { code: 0, stdout: Buffer.alloc(0), stderr: '' };
const told = (text: string): object => ({ code: 0, stdout: Buffer.from(text), stderr: '' });
const oneLine = (pattern: string): unknown =>
  expect.stringMatching(new RegExp(`^rxmodem: [^\\n]*${pattern}[^\\n]*; [^\\n]+\\n$`));

describe('rxmodem ftp', () => {
  let server: FtpServer;
  let folder: string;
  let url: string;
  const inFolder = (name: string): string => join(folder, name);

  beforeAll(async () => {
    server = await ftpServer();
    url = `ftp://me:secret@127.0.0.1:${server.port}`;
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-ftp-'));
  });

  afterAll(() => {
    endAll();
    server.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    server.files.clear();
    server.files.set('/long.bin', long).set('/framing', framing).set('/none', Buffer.alloc(0));
  });

  describe.each(['sim800', 'a7600'])('on an embedded %s', (profile) => {
    const on = (verb: string, ...args: readonly string[]) => run('ftp', verb, '--profile', profile, ...args);

    it('gets files byte for byte, to stdout and to a file', async () => {
      const file = inFolder(`got-${profile}`);
      writeFileSync(file, 'what was there before');
      const [whole, look, none, kept] = await Promise.all([
        on('get', `${url}/long.bin`),
        on('get', `${url}/framing`),
        on('get', `${url}/none`),
        on('get', '-o', file, '--progress', `${url}/long.bin`),
      ]);
      expect([look, none]).toEqual([{ ...done, stdout: framing }, done]);
      expect(whole).toMatchObject({ code: 0, stderr: '' });
      expect(whole.stdout.equals(long)).toBe(true);
      expect(kept).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/receiving .* 20000\/20000 bytes/),
      });
      expect(readFileSync(file).equals(long)).toBe(true);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    }, 30_000);

    it('puts files and the standard input, and appends to them', async () => {
      const file = inFolder(`put-${profile}`);
      writeFileSync(file, long);
      const [whole, piped] = await Promise.all([
        on('put', '--progress', file, `${url}/a%20b.bin`),
        runWith(framing, 'ftp', 'put', '--profile', profile, '-', `${url}/piped`),
      ]);
      expect(whole).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/sending .* 20000\/20000 bytes/),
      });
      expect(piped).toEqual(done);
      expect(server.files.get('/a b.bin')?.equals(long)).toBe(true);
      expect(server.files.get('/piped')).toEqual(framing);

      expect(await on('put', '--append', file, `${url}/piped`)).toEqual(done);
      expect(server.files.get('/piped')?.equals(Buffer.concat([framing, long]))).toBe(true);
    }, 30_000);

    it('lists, measures, removes, makes and removes directories', async () => {
      const [text, json, size, sizeJson, made, gone] = await Promise.all([
        on('ls', url),
        on('ls', '--json', `${url}/`),
        on('size', `${url}/long.bin`),
        on('size', '--json', `${url}/none`),
        on('mkdir', '--trace', '-', `${url}/logs/`),
        on('rmdir', `${url}/logs`),
      ]);
      expect(text).toEqual(told('file\t5\tOct 12 14:58\ta.txt\n'));
      expect(json).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(json.stdout.toString())).toEqual({
        ...{ name: 'a.txt', type: 'file', size: 5 },
        ...{ modifiedAt: null, modified: 'Oct 12 14:58' },
      });
      expect([size, sizeJson]).toEqual([told('20000\n'), told('{"size":0}\n')]);
      expect([made.code, gone]).toEqual([0, done]);
      expect(made.stderr).toMatch(/> AT\+(FTPMKD|CFTPSMKD="\/logs")\n/);

      expect(await on('rm', `${url}/none`)).toEqual(done);
      expect([...server.files.keys()]).toEqual(['/long.bin', '/framing']);
    }, 30_000);

    it('exits 67 where the login is refused, and 78 where there is no such file', async () => {
      const file = inFolder(`never-${profile}`);
      const ended = await Promise.all([
        on('size', url.replace('secret', 'hush-hush') + '/long.bin'),
        on('get', '-o', file, `${url}/missing`),
        on('get', '-o', file, '--resume', `${url}/missing`),
        on('rm', '--json', `${url}/missing`),
      ]);
      expect(ended.map(({ code }) => code)).toEqual([67, 78, 78, 78]);
      expect(ended[0]?.stderr).toEqual(oneLine('FTP code \\d+'));
      expect(ended[0]?.stderr).not.toContain('hush');
      expect(JSON.parse(ended[3]?.stderr ?? '')).toMatchObject({
        kind: profile === 'sim800' ? 'ftp' : 'cftps',
        code: profile === 'sim800' ? 77 : 9,
      });
      expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
    }, 30_000);

    it('goes on with a file where it ends', async () => {
      const file = inFolder(`resumed-${profile}`);
      const fresh = inFolder(`fresh-${profile}`);
      writeFileSync(file, long.subarray(0, 12_345));
      const [resumed, begun] = await Promise.all([
        on('get', '--trace', '-', '-o', file, '--resume', `${url}/long.bin`),
        on('get', '-o', fresh, '--resume', `${url}/long.bin`),
      ]);
      expect([resumed.code, begun]).toEqual([0, done]);
      expect(resumed.stderr).toContain('12345');
      expect(readFileSync(file).equals(long)).toBe(true);
      expect(readFileSync(fresh).equals(long)).toBe(true);

      const again = await on('get', '-o', file, '--resume', `${url}/long.bin`);
      expect(again).toEqual(done);
      expect(readFileSync(file).equals(long)).toBe(true);
      writeFileSync(file, Buffer.concat([long, Buffer.from('more')]));
      expect((await on('get', '-o', file, '--resume', '--retries', '0', `${url}/long.bin`)).code).toBe(18);
      expect(readFileSync(file)).toHaveLength(20_004);
    }, 30_000);

    it('masks the password in the trace, and takes it from the environment', async () => {
      const bare = url.replace(':secret', '');
      const args = ['ftp', 'size', '--profile', profile, '--trace', '-', `${bare}/long.bin`];
      const [given, kept] = await Promise.all([
        on('size', '--trace', '-', `${url}/long.bin`),
        start(args, { RXMODEM_FTP_PASSWORD: 'secret' }).ended,
      ]);
      for (const { code, stdout, stderr } of [given, kept]) {
        expect([code, stdout.toString()]).toEqual([0, '20000\n']);
        expect(stderr).toMatch(/> AT\+(FTPPW|CFTPSLOGIN)=.*\*\*\*/);
        expect(stderr).not.toContain('secret');
      }
    }, 30_000);
  });

  it('keeps what came of a file that is gone on with, and nothing of another', async () => {
    const file = inFolder('partial');
    const whole = inFolder('unresumed');
    writeFileSync(file, long.subarray(0, 10));
    const slow = ['ftp', 'get', '--baud', '9600', `${url}/long.bin`, '--trace', '-', '-o'];
    const [resuming, plain] = [start([...slow, file, '--resume']), start([...slow, whole])];
    await Promise.all([resuming, plain].map(({ until }) => until(/<< \d+ bytes[^]*<< \d+ bytes/)));
    resuming.signal('SIGINT');
    plain.signal('SIGINT');
    const ended = await Promise.all([resuming.ended, plain.ended]);
    expect(ended.map(({ code }) => code)).toEqual([130, 130]);
    const { length } = readFileSync(file);
    expect(length).toBeGreaterThan(10);
    expect(readFileSync(file).equals(long.subarray(0, length))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('unresumed'))).toEqual([]);
  }, 30_000);

  it('refuses what is no URL, or holds what could leave its field, and shows no password', async () => {
    const wrong = [
      ...['http://h/a', 'ftp:///a', 'ftp://h:99999/a', 'ftp://h:0/a', 'ftp://me:hush/it@h/a', 'ftp://a b/c'],
      ...['ftp://h/%0d%0aAT', 'ftp://me:hush%0a@h/a', 'ftp://m%22e:hush@h/a', 'ftp://h/%zz', 'ftp://h/dir/'],
    ];
    const port = ['--port', '/dev/no-such-port'];
    const ended = await Promise.all([
      ...wrong.map((one) => run('ftp', 'get', ...port, one)),
      run('ftp', 'put', ...port, '/no/such/file', 'ftp://h/'),
      run('ftp', 'mkdir', ...port, '--json', 'ftp://h/'),
    ]);
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 3));
    for (const { stderr } of ended.slice(0, -1)) expect(stderr).toEqual(oneLine('url'));
    for (const { stderr } of ended) expect(stderr).not.toContain('hush');
  }, 60_000);

  it('tells wrong usage, what the family has not, and what can not be read, reached or written', async () => {
    const ended = await Promise.all([
      run('ftp'),
      run('ftp', 'ftp://me:hu@sh@h/a'),
      run('ftp', 'get', 'ftp://h/a', 'ftp://me:hush@h/b'),
      run('ftp', 'get', '--resume', `${url}/long.bin`),
      run('ftp', 'size', '--port', '/dev/no', '--profile', 'sim800', `ftp://${'h'.repeat(60)}/a`),
      run('ftp', 'put', inFolder('no-such'), `${url}/a`),
      run('ftp', 'get', '-o', inFolder('no/such'), `${url}/long.bin`),
      run('ftp', 'get', '--resume', '-o', folder, `${url}/long.bin`),
      run('ftp', 'size', '--retries', '0', 'ftp://127.0.0.1:1/a'),
      run('ftp', 'size', '--retries', '0', '--profile', 'a7600', 'ftp://127.0.0.1:1/a'),
      run('ftp', 'size', '--retries', '0', 'ftp://no-such-host.invalid/a'),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 26, 23, 23, 7, 7, 6]);
    for (const { stderr } of ended) {
      expect(stderr).toEqual(oneLine(''));
      expect(stderr).not.toMatch(/hu@|sh@|hush/);
    }
  }, 60_000);

  it('is part of what a served modem does', async () => {
    const modem = start(['emulate', '--listen', '127.0.0.1:0', '--family', 'sim7600']);
    const [port] = await modem.until(/^tcp:\/\/127\.0\.0\.1:\d+$/m);
    const got = await run('ftp', 'get', '--port', port, `${url}/framing`);
    modem.signal('SIGINT');
    await modem.ended;
    expect(got).toEqual({ ...done, stdout: framing });
  }, 30_000);
});
