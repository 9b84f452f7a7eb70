import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversation } from 'rxmodem/testing';
import { endAll, run, start } from './command';
import { closeAll, served } from './served';
import { web, type Web } from './web';

const bodies = { long: randomBytes(9_000), endless: Buffer.alloc(60_000, 'rxmodem\r\nOK\r\n') };

describe('rxmodem --record and replay', () => {
  let site: Web;
  let folder: string;

  beforeAll(async () => {
    site = await web(bodies);
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-record-'));
  });

  afterAll(() => {
    endAll();
    closeAll();
    site.close();
    rmSync(folder, { recursive: true });
  });

  it('records a session with secrets masked, and plays it to any verb and to any client', async () => {
    const file = join(folder, 'session.txt');
    const access = ['--apn', 'internet', '--apn-password', 'hush-4711'];
    const url = `${site.url}/long`;
    const live = await run('get', '--profile', 'sim800', '--record', file, '--record-bodies', ...access, url);
    const recording = readFileSync(file, 'latin1').replace(/^\d+ms /gm, '');
    expect(live).toEqual({ code: 0, stdout: bodies.long, stderr: '' });
    expect(recording).toMatch(/^# emulator, [^\n]+\n\^\n> AT\n/);
    expect(recording).toContain('> AT+SAPBR=3,1,"PWD",***\n');
    expect(recording).not.toContain('hush');
    expect(recording).toMatch(/> AT\+HTTPTERM\n< OK\n!\n$/);

    const replayed = start(['replay', file, '--listen', '127.0.0.1:0']);
    const [port] = await replayed.until(/^tcp:\/\/127\.0\.0\.1:\d+$/m);
    const as = ['--profile', 'sim800', '--apn', 'internet', '--apn-password', 'another one'];
    const [again, served_, other] = await Promise.all([
      run('get', '--port', `replay:${file}`, '--speed', 'max', ...as, url),
      run('get', '--port', port, ...as, url),
      run('get', '--port', `replay:${file}`, '--speed', '10', ...as, `${site.url}/other`),
    ]);
    expect([again, served_]).toEqual([live, live]);
    expect(other).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^rxmodem: replay:\S+ goes on with > AT\+HTTPPARA="URL".* in line \d+, not with [^\n]*; [^\n]+\n$/,
      ),
    });
    replayed.signal('SIGINT');
    expect((await replayed.ended).code).toBe(130);
  }, 30_000);

  it('asks a recorded modem which it is where that was recorded, and else wants to be told', async () => {
    const file = join(folder, 'info.txt');
    const modem = await served({ family: 'a7600' });
    const live = await run('info', '--port', modem.port, '--record', file);
    modem.close();
    const plain = join(folder, 'plain.txt');
    await run('send', '--profile', 'sim800', '--record', plain, 'AT+CSQ');
    const asked = join(folder, 'asked.txt');
    const first = await run('send', '--record', asked, 'AT+CSQ');
    expect(await run('send', '--port', `replay:${asked}`, 'AT+CSQ')).toEqual(first);
    expect(await run('info', '--port', `replay:${file}`)).toEqual(live);
    expect(await run('send', '--port', `replay:${plain}`, 'AT+CSQ')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--profile'),
    });
  }, 30_000);

  it('leaves a recording behind that can be played where it was broken off', async () => {
    const file = join(folder, 'broken.txt');
    const modem = await served({ family: 'sim800', baud: 57_600 });
    const as = ['--profile', 'sim800', '--trace', `${site.url}/endless`];
    const broken = start(['get', '--port', modem.port, '--record', file, '--record-bodies', ...as]);
    await broken.until(/> AT\+HTTPREAD=4096,4096\n/);
    broken.signal('SIGKILL');
    await broken.ended;
    modem.close();
    const recording = readFileSync(file, 'latin1');
    expect(recording).toMatch(/\n$/);
    expect(conversation(recording).openings).toHaveLength(1);
    const again = start(['get', '--port', `replay:${file}`, '--speed', 'max', ...as]);
    await again.until(/> AT\+HTTPREAD=4096,4096\n/);
    again.signal('SIGINT');
    expect((await again.ended).stdout.subarray(0, 4_096)).toEqual(bodies.endless.subarray(0, 4_096));
  }, 30_000);

  it('tells files that can not be read or written', async () => {
    const [missing, nowhere, full] = await Promise.all([
      run('send', '--port', `replay:${join(folder, 'missing')}`, 'AT'),
      run('send', '--record', join(folder, 'no', 'such'), 'AT'),
      run('send', '--record', '/dev/full', 'AT'),
    ]);
    expect([missing.code, nowhere.code, full.code]).toEqual([26, 23, 23]);
    expect(missing.stderr).toMatch(/^rxmodem: [^\n]*missing[^\n]*; [^\n]+\n$/);
  }, 30_000);
});
