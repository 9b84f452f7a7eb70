import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, program, run, start } from './command';
import { closeAll, served } from './served';
import { web, type Web } from './web';

/** A modem that sends escapes: in its answers, and in lines that nothing explains. The text of a message is masked. */
const HOSTILE = String.raw`
  ^
  > AT
  < OK
  > ATE0
  < OK
  > AT+CMEE=1
  < OK
  << \r\nGOT \x1b]0;got\x07\x9b2J\x7f\r\n
  << \r\nNEWS \x1b[2J\x9b\r\n
  > ATI
  << \r\nSIM800 \x1b[31m\x85\r\n\r\nOK\r\n
  > AT+CSQ
  << \r\n+CME ERROR: \x1b[2J\r\n
  100000ms |
`;
/** A directory with a name that no command can hold. */
const FILES = String.raw`
  ^
  > AT
  < OK
  > ATE0
  < OK
  > AT+CMEE=1
  < OK
  > AT+FSLS=C:\
  << \r\nfi\x1b[2Jle.txt\r\ngood.txt\r\n\r\nOK\r\n
  > AT+FSFLSIZE=C:\good.txt
  << \r\n+FSFLSIZE: 10\r\n\r\nOK\r\n
  100000ms |
`;
/* eslint-disable-next-line no-control-regex -- control characters are what must not come */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

describe('rxmodem on a hostile line', () => {
  let folder: string;
  let site: Web;
  let file: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-hostile-'));
    site = await web({ page: Buffer.alloc(20_000, 'x') });
    file = join(folder, 'hostile.txt');
    writeFileSync(file, HOSTILE);
  });
  afterAll(() => {
    endAll();
    closeAll();
    site.close();
    rmSync(folder, { recursive: true });
  });

  it('shows the control characters of a modem, and sends none: send, trace and error', async () => {
    const as = ['--port', `replay:${file}`, '--profile', 'sim800', '--trace'];
    const { stdout, stderr } = await run('send', ...as, '--', 'ATI', 'AT+CSQ');
    const out = stdout.toString();

    expect(out).toMatch(/^SIM800 \\x1b\[31m\\x85\n/);
    expect(stderr).toContain('\\x1b]0;got\\x07\\x9b2J\\x7f');
    expect(stderr).toMatch(/^rxmodem: .*\\x1b\[2J/m);
    expect(stderr).not.toMatch(CONTROLS);
  }, 30_000);

  it.each([[], ['--json']])(
    'shows them in what monitor prints %p',
    async (...more) => {
      const monitor = start(['monitor', '--port', `replay:${file}`, '--profile', 'sim800', ...more.flat()]);
      await monitor.until(/NEWS/);
      monitor.signal('SIGINT');
      const out = (await monitor.ended).stdout.toString();

      expect(out).toMatch(/\\(x|u00)1b/);
      expect(out).not.toMatch(CONTROLS);
    },
    30_000,
  );

  it('lists the files whose names no command can hold, and all others', async () => {
    const listing = join(folder, 'files.txt');
    writeFileSync(listing, FILES);
    const { stdout, code } = await run('files', 'ls', '--port', `replay:${listing}`, '--profile', 'sim800');

    expect(stdout.toString()).toBe('file\t-\tfi\\x1b[2Jle.txt\nfile\t10\tgood.txt\n');
    expect(code).toBe(0);
  }, 30_000);

  it.each(['--trace', '--record'])(
    'ends with 23 where %s can not be written, with the modem wound up',
    async (option) => {
      const modem = await served({ family: 'sim800' });
      const full = await run(
        'get',
        '--port',
        modem.port,
        '--profile',
        'sim800',
        option,
        '/dev/full',
        `${site.url}/page`,
      );
      const again = await run('get', '--port', modem.port, '--profile', 'sim800', `${site.url}/page`);
      modem.close();

      expect(full.code).toBe(23);
      expect(full.stderr).toMatch(/^rxmodem: \/dev\/full could not be written: ENOSPC[^\n]*\n$/);
      expect(again).toMatchObject({ code: 0, stderr: '' });
    },
    30_000,
  );

  it('ends with 23 where the standard output is full, or closed, and not where it is thrown away', async () => {
    const line = (redirection: string) =>
      new Promise<number>((resolve) => {
        // The shell stays, as a script does: in its place nobody could tell `>&-` from an output that is thrown away.
        const command = `"$0" "$@" 2>/dev/null ${redirection}; exit $?`;
        const args = ['-c', command, process.execPath, ...program()];
        execFile('sh', [...args, 'get', `${site.url}/page`], (error) => resolve(Number(error?.code ?? 0)));
      });

    expect([await line('>&-'), await line('>/dev/full'), await line('>/dev/null')]).toEqual([23, 23, 0]);
    // As `stdio: 'ignore'` of Node and two `DEVNULL` of Python do.
    expect(await line('1<>/dev/null 2<>/dev/null')).toBe(0);
  }, 60_000);

  it('ends with 23 where help, completion, the version or an answer has no output, in one line', async () => {
    const ends = (redirection: string, ...words: readonly string[]) =>
      new Promise<string>((resolve) => {
        const args = ['-c', `"$0" "$@" ${redirection}; exit $?`, process.execPath, ...program(), ...words];
        execFile('sh', args, (error, _, stderr) => resolve(`${Number(error?.code ?? 0)} ${stderr}`));
      });
    const closed = /^23 rxmodem: the standard output could not be written: it is closed[^\n]*\n$/;
    const full = /^23 rxmodem: the standard output could not be written: [^\n]*ENOSPC[^\n]*\n$/;

    for (const words of [
      ['help'],
      ['get', '--help'],
      ['help', 'exit-codes'],
      ['completion', 'bash'],
      ['-V'],
    ]) {
      expect(await ends('>&-', ...words)).toMatch(closed);
      expect(await ends('>/dev/full', ...words)).toMatch(full);
      expect(await ends('>/dev/null', ...words)).toBe('0 ');
    }
    for (const words of [['info'], ['sms', 'list'], ['phonebook', 'list'], ['clock']])
      // No port is opened: there is none.
      expect(await ends('>&-', ...words, '--port', join(folder, 'none'))).toMatch(closed);
    expect(await ends('>&-', 'clock', '--sync', 'network', '--port', join(folder, 'none'))).not.toMatch(
      closed,
    );
  }, 60_000);

  it('does not take the link of another away', async () => {
    const link = join(folder, 'modem');
    const first = start(['emulate', '--link', link]);
    await first.until(/\/dev\/pts\/\d+/);
    const second = await run('emulate', '--link', link);
    const stillThere = existsSync(link);
    first.signal('SIGINT');
    await first.ended;
    const others = join(folder, 'others');
    symlinkSync(join(folder, 'nowhere'), others);
    const third = await run('emulate', '--link', others);
    const left = join(folder, 'left');
    symlinkSync('/dev/pts/99999', left);
    const fourth = start(['emulate', '--link', left]);
    await fourth.until(/\/dev\/pts\/\d+/);
    fourth.signal('SIGINT');
    await fourth.ended;

    expect([second.code, third.code, stillThere, existsSync(link)]).toEqual([74, 74, true, false]);
    expect(second.stderr).toMatch(/it is there already, and leads to \/dev\/pts\/\d+; end what uses it/);
  }, 60_000);

  it.each([
    [['get', '--apn-pasword', 'hush-4711', 'http://a/'], '--apn-pasword'],
    [['get', '--apn-pasword=hush-4711', 'http://a/'], '--apn-pasword'],
    [['get', '-Zhush-4711', 'http://a/'], '-Z'],
    [['get', '-H', 'Authorization hush-4711', 'http://a/'], '--header'],
    [['get', '--proxy', 'me:hush-4711@h', 'http://a/'], 'proxy'],
  ])('shows no value of what is mistyped in %j', async (args, name) => {
    const { code, stderr } = await run(...args);

    expect(code).toBe(2);
    expect(stderr).not.toContain('hush');
    expect(stderr).toContain(name);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'sends a header field %s as it is given',
    async (name) => {
      const trace = join(folder, 'fields.txt');
      const { code } = await run(
        'get',
        '--record',
        trace,
        '-H',
        `${name}: 1`,
        '-H',
        `${name}: 2`,
        `${site.url}/page`,
      );

      expect(code).toBe(0);
      expect(
        Object.entries(site.asked.at(-1)?.headers ?? {}).find(([key]) => key === name.toLowerCase())?.[1],
      ).toBe('1, 2');
    },
  );

  it('makes recordings and traces that only their owner can read', async () => {
    const record = join(folder, 'record.txt');
    const trace = join(folder, 'trace.txt');
    await run('send', '--record', record, '--trace', trace, 'AT');

    expect([record, trace].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(readFileSync(record, 'latin1')).toContain('> AT');
  }, 30_000);
});
