import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { RANDOM } from '../foreignServer';
import { FAMILIES, SocketBench } from './socketBench';

// Debian's `ssh` with `rxmodem tcp` as its ProxyCommand, against Debian's sshd with keys and a configuration of these specs.

const bench = new SocketBench();
const file = (name: string): string => join(bench.folder, name);
let port = 0;

const makeKey = (name: string): void => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
};

beforeAll(async () => {
  makeKey('host');
  makeKey('user');
  port = await bench.freePort();
  // Where sshd leaves its privileges; Debian makes it when the service starts.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  writeFileSync(
    file('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host')}`,
      `AuthorizedKeysFile ${file('user.pub')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      '',
    ].join('\n'),
  );
  const server = bench.start('/usr/sbin/sshd', ['-D', '-e', '-f', file('sshd_config')]);
  server.stderr?.resume();
  await bench.until(port);
  const key = readFileSync(file('host.pub'), 'latin1').split(' ').slice(0, 2).join(' ');
  writeFileSync(file('known'), `[ssh.example]:${port} ${key}\n`);
});
afterAll(() => bench.close());

it.each(FAMILIES)('ssh runs a command through a %s and gives it its input', async (family) => {
  const { path } = await bench.served(family);
  const proxy = bench.rxmodem('tcp', '%h:%p', '--port', path, '--profile', family).join(' ');
  const options = {
    ProxyCommand: proxy,
    UserKnownHostsFile: file('known'),
    IdentityFile: file('user'),
    IdentitiesOnly: 'yes',
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
  };
  const given = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const input = RANDOM.subarray(0, 50_000);
  const { code, stdout, stderr } = await bench.ran(
    'ssh',
    [
      '-F',
      'none',
      ...given,
      '-p',
      String(port),
      `${userInfo().username}@ssh.example`,
      'sha256sum; echo done',
    ],
    input,
  );

  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.toString()).toBe(`${createHash('sha256').update(input).digest('hex')}  -\ndone\n`);
});
