import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verbs } from '../../lib/cli/verbs';
import { endAll } from '../cli/command';
import { program } from '../cli/program';
import { web, type Web } from '../cli/web';
import { ftpServer, type FtpServer } from '../emulator/node/ftpServer';

/** What becomes of a verb that has no standard output: it fails before it begins, says what it did, or has nothing to print. */
type Fate = 'refuses' | RegExp | 'prints nothing';

interface Row {
  readonly words: (at: { readonly site: string; readonly ftp: string; readonly file: string }) => string[];
  readonly fate: Fate;
}

const row = (fate: Fate, words: Row['words']): Row => ({ words, fate });
/** It printed a body, which nobody would ask for twice in vain. */
const BODY = /^rxmodem: the standard output could not be written/;

/** A row for each verb, by its usage. What changes nothing and asks is refused before any port is opened. */
const ROWS: Readonly<Record<string, Row>> = {
  get: row(BODY, ({ site }) => [`${site}/page`]),
  head: row('refuses', ({ site }) => ['--profile', 'a7600', `${site}/page`]),
  post: row(/^rxmodem: the POST was done, but/, ({ site }) => ['-d', 'x', `${site}/mirror`]),
  put: row(/^rxmodem: the PUT was done, but/, ({ site }) => [
    '--profile',
    'a7600',
    '-d',
    'x',
    `${site}/mirror`,
  ]),
  delete: row(/^rxmodem: the DELETE was done, but/, ({ site }) => ['--profile', 'a7600', `${site}/page`]),
  'ftp get': row(BODY, ({ ftp }) => [`${ftp}/file`]),
  'ftp put': row('prints nothing', ({ ftp, file }) => [file, `${ftp}/new`]),
  'ftp ls': row('refuses', ({ ftp }) => [`${ftp}/`]),
  'ftp size': row('refuses', ({ ftp }) => [`${ftp}/file`]),
  'ftp rm': row('prints nothing', ({ ftp }) => [`${ftp}/old`]),
  'ftp mkdir': row('prints nothing', ({ ftp }) => [`${ftp}/folder`]),
  'ftp rmdir': row('prints nothing', ({ ftp }) => [`${ftp}/folder`]),
  'sms send': row(/^rxmodem: the message was sent, but/, () => ['+15550100', 'hello']),
  'sms list': row('refuses', () => []),
  'sms read': row('refuses', () => ['SM:1']),
  'sms delete': row('prints nothing', () => ['--all']),
  'sms watch': row('refuses', () => []),
  'sms fit': row('refuses', () => ['hello']),
  ussd: row(/^rxmodem: the network answered the code, but/, () => ['*100#']),
  call: row(/^rxmodem: the number was dialled, but/, () => ['+15550100', '--hang-up-after', '1']),
  calls: row('refuses', () => []),
  'phonebook list': row('refuses', () => []),
  'phonebook find': row('refuses', () => ['Ann']),
  'phonebook set': row('prints nothing', () => ['1', '+15550100', 'Ann']),
  'phonebook delete': row('prints nothing', () => ['1']),
  tcp: row('refuses', () => ['127.0.0.1:9']),
  proxy: row('refuses', () => ['--listen', '127.0.0.1:0']),
  resolve: row('refuses', () => ['localhost']),
  ping: row('refuses', () => ['127.0.0.1']),
  'files ls': row('refuses', () => []),
  'files get': row(BODY, () => []),
  'files put': row('prints nothing', ({ file }) => [file, 'new.txt']),
  'files rm': row('prints nothing', () => []),
  'files df': row('refuses', () => []),
  'certs ls': row('refuses', () => ['--profile', 'a7600']),
  'certs put': row('prints nothing', ({ file }) => ['--profile', 'a7600', file, 'ca.pem']),
  'certs rm': row('prints nothing', () => []),
  doctor: row('refuses', () => ['--port', 'emulator']),
  info: row('refuses', () => []),
  clock: row('refuses', () => []),
  gnss: row('refuses', () => ['--profile', 'a7600']),
  monitor: row('refuses', () => []),
  send: row(/^rxmodem: AT\+CGSN was answered with OK, but/, () => ['AT+CGSN', 'AT+CFUN=1,1']),
  mux: row('refuses', () => ['--listen', '127.0.0.1:0']),
  gateway: row('refuses', () => ['--broker', 'mqtt://127.0.0.1:9']),
  dashboard: row('refuses', () => ['--listen', '0']),
  emulate: row('refuses', () => []),
  replay: row('refuses', ({ file }) => [file]),
};

/** Each needs a file that the embedded modem, made anew for each call, does not have. */
const EMPTY_MODEM = new Set(['files get', 'files rm', 'certs rm']);
const nameOf = (usage: string): string => usage.split(/ [<[]/)[0] as string;
const NAMES = verbs.flatMap(([, members]) => members.map(({ usage }) => nameOf(usage)));

describe('rxmodem without a standard output', () => {
  let folder: string;
  let site: Web;
  let files: FtpServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-closed-'));
    writeFileSync(join(folder, 'file'), 'some bytes');
    site = await web({ page: Buffer.alloc(2_000, 'x') });
    files = await ftpServer();
    files.files.set('/file', Buffer.from('abc')).set('/old', Buffer.from('abc'));
  });
  afterAll(() => {
    endAll();
    site.close();
    files.close();
    rmSync(folder, { recursive: true });
  });

  const wordsOf = (name: string): readonly string[] => {
    const ftp = `ftp://me:secret@127.0.0.1:${files.port}`;
    const at = { site: site.url, ftp, file: join(folder, 'file') };
    return [...name.split(' '), ...(ROWS[name]?.words(at) ?? [])];
  };
  /** Runs it by a shell that stays, as scripts and people do. */
  const ended = (redirection: string, words: readonly string[]) =>
    new Promise<{ readonly code: number; readonly stderr: string }>((resolve) => {
      const line = `"$0" "$@" ${redirection} </dev/null; exit $?`;
      const args = ['60', 'sh', '-c', line, process.execPath, ...program(), ...words];
      execFile('timeout', args, { env: { ...process.env, XDG_STATE_HOME: folder } }, (error, _, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stderr }),
      );
    });

  it('has a row for every verb', () => {
    expect(Object.keys(ROWS).sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES.filter((name) => !EMPTY_MODEM.has(name)))(
    'rxmodem %s >&- ends with 23 in one line, or has nothing to print',
    async (name) => {
      const { code, stderr } = await ended('>&-', wordsOf(name));
      const fate = ROWS[name]?.fate;
      if (fate === 'prints nothing') return expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

      expect(stderr).toMatch(
        /^rxmodem: [^\n]*the standard output could not be written: it is closed; [^\n]+\n$/,
      );
      if (fate !== 'refuses') expect(stderr).toMatch(fate as RegExp);
      expect(code).toBe(23);
    },
  );

  it('sends no further command when an answer could not be written', async () => {
    const record = join(folder, 'record');
    await ended('>&-', ['send', '--record', record, 'AT+CGSN', 'AT+CSQ']);
    await ended('>/dev/full', ['send', '--record', `${record}-full`, 'AT+CGSN', 'AT+CSQ']);

    for (const file of [record, `${record}-full`]) {
      expect(readFileSync(file, 'latin1')).toContain('AT+CGSN');
      expect(readFileSync(file, 'latin1')).not.toContain('AT+CSQ');
    }
  });

  it.each([
    ['post', /^rxmodem: the POST was done, but .*ENOSPC/],
    ['sms send', /^rxmodem: the message was sent, but .*ENOSPC/],
    ['ussd', /^rxmodem: the network answered the code, but .*ENOSPC/],
    ['send', /^rxmodem: AT\+CGSN was answered with OK, but .*ENOSPC/],
  ])('says on a full disk what %s has done', async (name, words) => {
    const { code, stderr } = await ended('>/dev/full', wordsOf(name));

    expect(stderr).toMatch(words);
    expect(code).toBe(23);
  });

  /** Programs that throw the output away, and what shells close in other ways. */
  const python = (stderr: string): string =>
    `import subprocess, sys; p = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=${stderr}); sys.exit(p.returncode)`;
  const endOf = (file: string, args: readonly string[]) =>
    new Promise<number>((resolve) => execFile(file, args, (error) => resolve(Number(error?.code ?? 0))));

  it.each(['get', 'send', 'info', 'sms send', 'ussd', 'doctor'])(
    'rxmodem %s ends well where the output is thrown away',
    async (name) => {
      const words = [process.execPath, ...program(), ...wordsOf(name)];
      const [command = '', ...rest] = words;
      const well = await ended('>/dev/null', wordsOf(name));
      const ignored = new Promise<number | null>((resolve) =>
        spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] }).on('close', resolve),
      );

      expect([well.code, await ignored]).toEqual([0, 0]);
      expect(await endOf('python3', ['-c', python('None'), ...words])).toBe(0);
      expect(await endOf('python3', ['-c', python('subprocess.PIPE'), ...words])).toBe(0);
    },
  );

  it('knows an output that is closed in other ways, and one that only looks so', async () => {
    const [command = '', ...rest] = [process.execPath, ...program(), ...wordsOf('send')];
    const by = (line: string) => endOf('sh', ['-c', line, command, ...rest]);

    expect([await by('exec >&-; "$0" "$@"; exit $?'), await by('{ "$0" "$@"; } >&-')]).toEqual([23, 23]);
    // A script whose output a program throws away.
    expect(
      await endOf('python3', ['-c', python('None'), 'sh', '-c', '"$0" "$@"; exit $?', command, ...rest]),
    ).toBe(0);
    expect(await by('exec 1<>/dev/null; "$0" "$@"; exit $?')).toBe(0);
    expect(await by('"$0" "$@" >&- 2>&-; exit $?')).toBe(0);
  });
});
