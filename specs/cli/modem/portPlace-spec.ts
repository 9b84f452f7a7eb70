import { CliError } from '../../../lib/cli/errors/cliError';
import { checkPlace } from '../../../lib/cli/options/portPlace';

const refusalOf = (port: string): unknown => {
  try {
    checkPlace(port);
    return undefined;
  } catch (error) {
    return error instanceof CliError ? error.problem : error;
  }
};

describe('checkPlace', () => {
  it.each([
    ['telnet://user:secret@10.0.0.2:23', '--port does not take telnet://; name a device or tcp://HOST:PORT'],
    ['rfc2217://10.0.0.2:23', '--port does not take rfc2217://; name a device or tcp://HOST:PORT'],
    ['tcp:10.0.0.2:23', 'this --port is no device; write it like tcp://HOST:PORT'],
    ['tcp/10.0.0.2:23', 'this --port is no device; write it like tcp://HOST:PORT'],
    ['telnet:10.0.0.2', 'this --port is no device; write it like tcp://HOST:PORT'],
    ['modem.example:4001', '--port modem.example:4001 is no device; write tcp://modem.example:4001'],
  ])('refuses %s, and says what to write', (port, message) => {
    expect(refusalOf(port)).toEqual({ kind: 'usage', message });
  });

  it.each([
    '/dev/ttyUSB0',
    '/dev/serial/by-id/usb-1:1.0-port0',
    'COM3',
    '\\\\.\\COM12',
    'tcp://10.0.0.2:23',
    'ttyS0',
  ])('takes %s', (port) => {
    expect(refusalOf(port)).toBeUndefined();
  });
});
