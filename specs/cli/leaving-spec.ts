import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, run, start } from './command';
import { closeAll, served } from './served';
import { web, type Web } from './web';

const body = Buffer.alloc(30_000, 'rxmodem\r\nOK\r\n');
const endless = Buffer.alloc(2_000_000, 'rxmodem');

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until nothing more is heard. */
const quiet = async (heard: readonly string[]): Promise<void> => {
  let before = -1;
  while (before !== heard.length) {
    before = heard.length;
    await pause(700);
  }
};

describe('leaving rxmodem', () => {
  let site: Web;
  let folder: string;

  beforeAll(async () => {
    site = await web({ body, endless, hello: Buffer.from('hello') });
    folder = mkdtempSync(join(tmpdir(), 'rxmodem-leaving-'));
  });

  afterAll(() => {
    endAll();
    closeAll();
    site.close();
    rmSync(folder, { recursive: true });
  });

  it('winds up on Ctrl-C in the middle of a body, exits 130, and the next get works', async () => {
    const modem = await served({ family: 'sim800', baud: 57_600 });
    const where = ['--port', modem.port, '--profile', 'sim800'];
    const broken = start(['get', ...where, '--trace', '-o', join(folder, 'file'), `${site.url}/body`]);
    await broken.until(/> AT\+HTTPREAD=4096,4096\n/);
    broken.signal('SIGINT');
    const { code, stderr } = await broken.ended;
    expect(code).toBe(130);
    expect(stderr).not.toContain('rxmodem:');
    expect(modem.heard.at(-1)).toBe('AT+HTTPTERM');
    expect(modem.emulator.state.httpOpen).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    expect(await run('get', ...where, `${site.url}/hello`)).toEqual({
      code: 0,
      stdout: Buffer.from('hello'),
      stderr: '',
    });
    modem.close();
  }, 20_000);

  it('leaves at once on a second Ctrl-C', async () => {
    const modem = await served({ family: 'sim800', baud: 2_400 });
    const slow = start(['get', '--port', modem.port, '--profile', 'sim800', '--trace', `${site.url}/body`]);
    await slow.until(/> AT\+HTTPREAD=0,4096\n/);
    slow.signal('SIGINT');
    await pause(300);
    const before = Date.now();
    slow.signal('SIGINT');
    expect((await slow.ended).code).toBe(130);
    expect(Date.now() - before).toBeLessThan(1_000);
    modem.close();
  }, 20_000);

  it('winds up where the deadline passes, and exits 28', async () => {
    const modem = await served({ family: 'sim800', resultDelayMs: 60_000 });
    const late = await run(
      'get',
      '--port',
      modem.port,
      '--profile',
      'sim800',
      '--timeout',
      '3',
      `${site.url}/hello`,
    );
    expect(late).toMatchObject({ code: 28, stderr: expect.stringMatching(/^rxmodem: [^\n]+; [^\n]+\n$/) });
    expect(modem.heard.slice(-2)).toEqual(['AT+HTTPACTION=0', 'AT+HTTPTERM']);
    expect(modem.emulator.state.httpOpen).toBe(false);
    modem.close();
  }, 20_000);

  it('asks for no more than its reader takes, and still ends on Ctrl-C', async () => {
    const modem = await served({ family: 'a7600' });
    const stuck = start([
      'get',
      '--port',
      modem.port,
      '--profile',
      'a7600',
      '--trace',
      `${site.url}/endless`,
    ]);
    stuck.stopReading();
    await stuck.until(/> AT\+HTTPREAD=/);
    await quiet(modem.heard);
    expect(modem.heard.at(-1)).toMatch(/^AT\+HTTPREAD=/);
    expect(modem.heard.length).toBeLessThan(endless.length / 4_096);
    stuck.signal('SIGINT');
    expect((await stuck.ended).code).toBe(130);
    expect(modem.heard.at(-1)).toBe('AT+HTTPTERM');
    modem.close();
  }, 20_000);
});
