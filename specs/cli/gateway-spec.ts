import { namedPorts } from '../../lib/cli/modem/namedPorts';
import { endAll, run } from './command';

describe('rxmodem gateway', () => {
  afterAll(() => endAll());

  it('names modems after their ports, each by its own name', () => {
    const ports = [
      'north=/dev/ttyUSB0',
      '/dev/ttyUSB1',
      'tcp://10.0.0.2:7000',
      'emulator',
      'emulator',
      '/x/emulator',
    ];
    expect(namedPorts(ports)).toEqual([
      { name: 'north', where: '/dev/ttyUSB0' },
      { name: 'ttyUSB1', where: '/dev/ttyUSB1' },
      { name: '10.0.0.2:7000', where: 'tcp://10.0.0.2:7000' },
      { name: 'emulator', where: 'emulator' },
      { name: 'emulator-2', where: 'emulator' },
      { name: 'emulator-3', where: '/x/emulator' },
    ]);
    expect(() => namedPorts(['a=emulator', 'a=/dev/ttyUSB0'])).toThrow();
  });

  it('tells wrong usage in one line and exits 2, and never shows a password', async () => {
    const ended = await Promise.all([
      run('gateway'),
      run('gateway', '--broker', 'http://me:pass-word@127.0.0.1'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--name', 'a/b'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--port', 'a=emulator', '--port', 'a=emulator'),
      run('gateway', '--broker', 'mqtt://127.0.0.1:1', '--root', '#'),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(ended.every(({ stderr }) => /^rxmodem: [^\n]+; [^\n]+\n$/.test(stderr))).toBe(true);
    expect(ended.map(({ stderr }) => stderr).join('')).not.toContain('pass-word');
  }, 20_000);

  it('fails where a certificate can not be read', async () => {
    const ended = await run('gateway', '--broker', 'mqtts://127.0.0.1:1', '--ca', '/no/such/file');
    expect(ended).toMatchObject({ code: 26 });
  }, 20_000);
});
