import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import type { FamilyName } from '../../lib/emulator';
import { start } from '../cli/command';
import { servedModem } from './servedModem';

// Clients that nobody here wrote, each on a channel of one port: `chat` (of Debian's package ppp), `gammu`, `picocom` and `microcom`.
// The kernel's own multiplexer (the line discipline n_gsm, by `ldattach`) is asked only where the kernel has it.

const over = new Subject<void>();
const folder = mkdtempSync(join(tmpdir(), 'mux-spec-'));

afterAll(() => {
  over.next();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs a program to its end; what is typed is typed slowly, as at a terminal. */
const run = async (program: string, args: readonly string[], typed: readonly string[] = []): Promise<Ran> => {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  child.stdin.on('error', () => undefined);
  const typing = typed.map((keys, at) => setTimeout(() => child.stdin.write(keys), 500 * (at + 1)));
  if (typed.length === 0) child.stdin.end();
  const [code] = (await once(child, 'close')) as [number];
  typing.forEach(clearTimeout);
  return { code, said };
};

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const chat = (path: string, ...script: readonly string[]): Promise<Ran> =>
  run('/bin/sh', ['-c', `exec chat -v -s -t 10 ${script.map(quoted).join(' ')} < ${path} > ${path}`]);

const gammu = (path: string, ...commands: readonly string[]): Promise<Ran> => {
  const [config, batch] = [join(folder, 'gammu.rc'), join(folder, 'gammu.batch')];
  writeFileSync(config, `[gammu]\ndevice = ${path}\nconnection = at115200\nsynchronizetime = no\n`);
  writeFileSync(batch, `${commands.join('\n')}\n`);
  return run('gammu', ['-c', config, 'batch', batch]);
};

const picocom = (path: string): Promise<Ran> =>
  run(
    'picocom',
    ['-q', '-b', '115200', '-x', '2500', '--noinit', '--noreset', path],
    ['AT+CGMM\r', 'AT+CSQ\r'],
  );

/** It wants a terminal, which `script` is. */
const microcom = (path: string): Promise<Ran> =>
  run(
    'script',
    ['-q', '-c', `microcom -p ${path} -s 115200`, '/dev/null'],
    ['AT+CGMR\r', 'AT+CPIN?\r', '\x1c', 'quit\r'],
  );

const families: readonly (readonly [FamilyName, model: string, revision: string])[] = [
  ['sim800', 'SIMCOM_SIM800L', '1418B05SIM800L24'],
  ['a7600', 'A7600E', 'A35B01A7600E'],
];

describe.each(families)('rxmodem mux on a %s', (family, model, revision) => {
  it('lets chat, gammu, picocom and microcom use one modem at once', async () => {
    const served = await servedModem({ family }, over);
    const links = [1, 2, 3, 4].map((at) => join(folder, `${family}-${at}`));
    const [one = '', two = '', three = '', four = ''] = links;
    const mux = start([
      'mux',
      '--port',
      served.path,
      '--profile',
      family,
      ...links.flatMap((link) => ['--link', link]),
    ]);
    await mux.until(/(?:channel \d: .*\s+){4}/);
    const [chatted, gammued, picocommed, microcommed] = await Promise.all([
      chat(
        one,
        'ABORT',
        'ERROR',
        '',
        'ATE0',
        'OK',
        'AT+CREG?',
        '+CREG: 0,1\\r\\n\\r\\nOK',
        'AT+CSQ',
        '+CSQ: 20',
        '',
      ),
      gammu(two, 'identify', 'networkinfo'),
      picocom(three),
      microcom(four),
    ]);
    // A channel is there for the next program, too.
    const again = await chat(one, '', 'AT+CGMM', model, '');
    mux.signal('SIGINT');
    const { code, stderr } = await mux.ended;

    expect(chatted.code).toBe(0);
    expect(gammued.said).toContain(`(${model})`);
    expect(gammued.said).toContain('Name in phone        : "CHINA MOBILE"');
    expect(picocommed.said).toContain(model);
    expect(picocommed.said).toContain('+CSQ: 20');
    expect(microcommed.said).toContain(revision);
    expect(microcommed.said).toContain('+CPIN: READY');
    expect(again.code).toBe(0);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(served.modem.channels()).toBeUndefined();
    expect(links.filter((link) => existsSync(link))).toEqual([]);
  });
});
