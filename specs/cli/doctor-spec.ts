import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, run } from './command';
import { closeAll, served } from './served';

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), 'rxmodem-doctor-'));

afterEach(closeAll);
afterAll(() => {
  endAll();
  rmSync(folder, { recursive: true });
});

const jsonOf = (
  stdout: Buffer,
): { checks: { name: string; ok: boolean; seen: string; advice: string | null }[] } =>
  JSON.parse(stdout.toString()) as never;

describe('rxmodem doctor', () => {
  it('prints one object with --json, and exits with 0 where all is well', async () => {
    const { code, stdout, stderr } = await run(
      'doctor',
      '--port',
      'emulator',
      '--profile',
      'a7600',
      '--json',
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonOf(stdout)).toMatchObject({ baud: 115_200, profile: 'a7600', firmware: 'A35B01A7600E' });
    for (const check of jsonOf(stdout).checks)
      expect(Object.keys(check)).toEqual(['name', 'ok', 'seen', 'advice']);
  });

  it('exits with 4 where something needs attention, and says what to do', async () => {
    const { port } = await served({ family: 'sim800', sim: 'SIM PIN' });
    const text = await run('doctor', '--port', port);

    expect(text.code).toBe(4);
    expect(text.stdout.toString()).toMatch(
      /^!! +sim +the SIM is not ready: it waits for its PIN\n +→ .*RXMODEM_PIN/m,
    );
    expect(text.stderr).toMatch(/1 of \d+ checks need attention: sim/);
    const { code, stdout } = await run('doctor', '--port', port, '--json');
    expect(code).toBe(4);
    expect(jsonOf(stdout).checks.filter(({ ok }) => !ok)).toMatchObject([{ name: 'sim' }]);
  });

  it('writes a report without numbers and addresses, which can be played', async () => {
    const report = join(folder, 'report.txt');
    const { emulator, port } = await served({ family: 'a7600', apns: ['internet'] });
    const access = ['--apn', 'internet', '--apn-user', 'me', '--apn-password', 'hunter2'];
    expect(await run('doctor', '--port', port, '--report', report, ...access)).toMatchObject({ code: 0 });
    const text = readFileSync(report, 'utf8');

    expect(statSync(report).mode & 0o777).toBe(0o600);
    expect(text).toMatch(/^# report of rxmodem doctor/);
    expect(text).toMatch(/^# NOT masked/m);
    expect(text).toMatch(/^# ok bearer: .*192\.0\.2\.1/m);
    expect(text).not.toMatch(/10\.83\.214\.110|hunter2|"me"/);
    expect(emulator.state.bearerOpen).toBe(false);
    const played = await run('doctor', '--port', `replay:${report}`, '--speed', 'max', ...access);
    expect(played).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes a report of a SIM800 with an access point that can be played, though the settings of its bearer are masked', async () => {
    const report = join(folder, 'report-sim800.txt');
    const { port } = await served({ family: 'sim800' });
    const access = ['--apn', 'internet', '--apn-user', 'me', '--apn-password', 'hunter2'];
    expect(await run('doctor', '--port', port, '--report', report, ...access)).toMatchObject({ code: 0 });
    expect(readFileSync(report, 'utf8')).not.toMatch(/hunter2|"me"/);
    const played = await run('doctor', '--port', `replay:${report}`, '--speed', 'max', ...access);
    expect(played).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    [
      'sim800',
      ['AT+SAPBR=3,1,"APN","of.another"', 'AT+SAPBR=3,1,"USER","another"', 'AT+SAPBR=3,1,"PWD","a-word"'],
    ],
    ['ec25', ['AT+QICSGP=1,3,"of.another","another","a-word",2']],
    ['a7600', ['AT+CGDCONT=1,"IPV4V6","of.another"']],
  ])('writes a report of a %s that has an access point, which can be played', async (family, lines) => {
    const report = join(folder, `report-stored-${family}.txt`);
    const { port } = await served({ family });
    expect(await run('send', '--port', port, ...lines)).toMatchObject({ code: 0 });
    for (const access of [[], ['--apn', 'internet', '--apn-user', 'me', '--apn-password', 'hunter2']]) {
      expect(await run('doctor', '--port', port, '--report', report, ...access)).toMatchObject({ code: 0 });
      expect(readFileSync(report, 'utf8')).not.toMatch(/hunter2|"me"|a-word|"another"/);
      const played = await run('doctor', '--port', `replay:${report}`, '--speed', 'max', ...access);
      expect(played).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('finds no rate where the port has none, and takes flow control', async () => {
    const { heard, port } = await served({ family: 'sim800' });
    expect(await run('info', '--port', port, '--baud', 'auto', '--flow', 'rtscts')).toMatchObject({
      code: 0,
    });
    expect(heard).toContain('AT+IFC=2,2');
    expect(await run('info', '--baud', 'fast')).toMatchObject({ code: 2 });
  });
});
