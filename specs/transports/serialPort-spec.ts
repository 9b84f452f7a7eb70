import type { SerialPortOptions } from '../../lib/transports/serialPort';
import type * as Module from '../../lib/transports/serialPort';

/** What opening a port fails with, while the package is as `load` leaves it. */
const problemOf = (path: string, options: SerialPortOptions = {}, load?: () => never): unknown => {
  let problem: unknown = 'none';
  jest.isolateModules(() => {
    jest.dontMock('serialport');
    if (load) jest.doMock('serialport', load);
    const { serialPort } = jest.requireActual<typeof Module>('../../lib/transports/serialPort');
    serialPort(path, options).subscribe({ error: (error: unknown) => (problem = error) });
  });
  return problem;
};

const failing = (message: string, code?: string) => (): never => {
  throw Object.assign(new Error(message), { code });
};

describe('serialPort', () => {
  it.each(['', ' '])('refuses the path %j by name', (path) => {
    expect(problemOf(path)).toMatchObject({
      reason: { kind: 'invalid-argument', name: 'path' },
      message: 'invalid path: it is empty, and must name a port like /dev/ttyUSB0; correct it and try again',
    });
  });

  it.each([0, -9_600, 9_600.5, NaN, Infinity])('refuses the baud rate %d by name', (baudRate) => {
    expect(problemOf('/dev/ttyUSB0', { baudRate })).toMatchObject({
      reason: { kind: 'invalid-argument', name: 'baudRate' },
    });
  });

  it('says how to install the package where it is missing', () => {
    const load = failing("Cannot find module 'serialport'\nRequire stack:\n- somewhere", 'MODULE_NOT_FOUND');

    expect(problemOf('/dev/ttyUSB0', {}, load)).toMatchObject({
      reason: { kind: 'port', where: '/dev/ttyUSB0' },
      message:
        '/dev/ttyUSB0 could not be opened: the package serialport can not be loaded: it is not installed; install it with npm install serialport',
    });
  });

  it('says why the package can not be loaded where its native part is missing', () => {
    const load = failing('No native build was found for platform=odd\nloaded from: somewhere');

    expect(problemOf('/dev/ttyUSB0', {}, load)).toMatchObject({
      message: expect.stringMatching(/can not be loaded: No native build[^\n;]*odd; install it/) as string,
    });
  });
});
