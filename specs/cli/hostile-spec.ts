import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catchError, endWith, firstValueFrom, from, ignoreElements, of } from 'rxjs';
import type { Modem } from '../../lib';
import { inboxFile } from '../../lib/cli/output/inboxFile';
import { endAll, run, start } from './command';
import { program } from './program';
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

/** A server whose page has a version, and is long. */
const cutting = async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { ETag: '"abc"', 'Content-Length': 200_000 });
    response.end(Buffer.alloc(200_000, 'x'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?token=hush`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, close };
};

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

  it.each(['--report', '--record', '--trace'])(
    'ends with 23 where %s of the doctor can not be written',
    async (option) => {
      const { code, stderr } = await run('doctor', '--port', 'emulator', option, '/dev/full');

      expect(stderr).toMatch(/^rxmodem: \/dev\/full could not be written: ENOSPC[^\n]*\n$/);
      expect(code).toBe(23);
    },
    30_000,
  );

  it('ends with 23 where what is kept of a download can not be written, and leaves nothing', async () => {
    const file = join(folder, 'resumed');
    const kept = join(folder, '.resumed.version');
    symlinkSync(join(folder, 'nowhere', 'at', 'all'), kept);
    const tagged = await cutting();
    const { code, stderr } = await run('get', '--profile', 'a7600', '--resume', '-o', file, tagged.url);
    tagged.close();

    expect(stderr).toMatch(/^rxmodem: [^\n]*\.resumed\.version could not be written: ENOENT[^\n]*\n$/);
    expect(code).toBe(23);
    expect(readdirSync(folder).filter((name) => name.includes('resumed'))).toEqual([]);
  }, 30_000);

  it('keeps what it knows of a download that is cut short for its owner only', async () => {
    const { url, close } = await cutting();
    const got = start(['get', '--profile', 'a7600', '--resume', '-o', join(folder, 'cut'), '--trace', url]);
    await got.until(/HTTPREAD: \d+/);
    got.signal('SIGINT');
    await got.ended;
    close();

    expect(statSync(join(folder, '.cut.version')).mode & 0o777).toBe(0o600);
  }, 30_000);

  it('keeps an inbox whole where the disk is full, and leaves nothing half written', async () => {
    const kept = join(folder, 'inbox');
    mkdirSync(kept);
    const temporary = join(kept, `sms-unknown.json.${process.pid}.part`);
    symlinkSync('/dev/full', temporary);
    const store = await firstValueFrom(
      inboxFile({ profile: { identity: { iccid: () => of(null) } } } as unknown as Modem, kept),
    );
    const failed = await firstValueFrom(
      from(store.save({ version: 1, given: [], unfinished: [] })).pipe(
        ignoreElements(),
        endWith(undefined),
        catchError((error: unknown) => of(error)),
      ),
    );

    expect(failed).toMatchObject({ problem: { kind: 'output', where: join(kept, 'sms-unknown.json') } });
    expect(readdirSync(kept)).toEqual([]);
  });

  it('writes to the standard error by what shows control characters, and by nothing else', () => {
    const sources = join(__dirname, '..', '..', 'lib', 'cli');
    const writing = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => readFileSync(join(sources, name), 'utf8').includes('stderr.write'));

    // The last one writes a prompt.
    const known = ['output/note.ts', 'output/report.ts', 'output/traceWriter.ts', 'requests/replies.ts'];
    expect(writing.sort()).toEqual(known);
  });

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
  }, 120_000);

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
    // One was there before, open to everybody.
    writeFileSync(record, 'before');
    chmodSync(record, 0o644);
    await run('send', '--record', record, '--trace', trace, 'AT');

    expect([record, trace].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    expect(readFileSync(record, 'latin1')).toContain('> AT');
  }, 30_000);
});
