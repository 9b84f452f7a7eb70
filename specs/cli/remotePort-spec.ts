import { CliError } from '../../lib/cli/errors/cliError';
import { refuseRemote, remotePortOf } from '../../lib/cli/options/remotePort';

const problemOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof CliError && error.problem.kind === 'usage'
      ? error.problem.message
      : String(error);
  }
  return '';
};

describe('a port behind a broker', () => {
  it('names broker, gateway and modem; the password may come from the environment', () => {
    process.env['RXMODEM_MQTT_PASSWORD'] = 'of-environment';
    const plain = remotePortOf({ port: 'mqtt://127.0.0.1/berlin/north' });
    const full = remotePortOf({ port: 'mqtts://me:p%40ss@[::1]:8883/berlin/ttyUSB0' });
    delete process.env['RXMODEM_MQTT_PASSWORD'];

    expect(plain).toEqual({
      broker: 'mqtt://127.0.0.1',
      username: undefined,
      password: 'of-environment',
      modem: 'berlin/north',
    });
    expect(full).toEqual({
      broker: 'mqtts://[::1]:8883',
      username: 'me',
      password: 'p@ss',
      modem: 'berlin/ttyUSB0',
    });
    expect(
      ['emulator', '/dev/ttyUSB0', 'tcp://10.0.0.2:7000', 'replay:x'].map((port) => remotePortOf({ port })),
    ).toEqual(Array(4).fill(undefined));
  });

  it('says how it is written where it is wrong, and shows no password', () => {
    const wrong = [
      'mqtt://u:secret-word@h',
      'mqtt://u:secret-word@h/a',
      'mqtt://h/a/b/c',
      'mqtt:///a/b',
      'mqtt://h/%/b',
    ];
    const problems = wrong.map((port) => problemOf(() => remotePortOf({ port })));

    expect(
      problems.every((problem) => problem.endsWith('write it like mqtt://127.0.0.1:1883/GATEWAY/MODEM')),
    ).toBe(true);
    expect(problems.join(' ')).not.toContain('secret-word');
  });

  it('refuses what only a port of this machine can do', () => {
    const port = 'mqtt://h/a/b';

    expect(problemOf(() => remotePortOf({ port, trace: true }))).toMatch(
      /^--trace does not work through a gateway/,
    );
    expect(problemOf(() => remotePortOf({ port, record: 'x' }))).toMatch(
      /^--record does not work through a gateway/,
    );
    expect(problemOf(() => refuseRemote(port))).toMatch(
      /^this verb does not go through a gateway; get, head/,
    );
    expect(problemOf(() => refuseRemote('emulator'))).toBe('');
  });
});
