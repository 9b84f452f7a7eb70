import './emptyPage';
import { dashboard } from '../../lib/cli/verbs/dashboard';
import { closeAll, served } from './served';

const until = async (fits: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 150 && !fits(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(fits()).toBe(true);
};

describe('rxmodem dashboard', () => {
  afterEach(() => {
    delete process.env['RXMODEM_PIN'];
    closeAll();
  });
  const shown = (port: string) =>
    dashboard.run({
      args: [],
      options: {
        ...{ port: [`board=${port}`], profile: 'auto', baud: 115_200, count: 1, seed: 1, listen: 0 },
        ...{ root: 'rxmodem', json: true },
      },
    });

  it('enters the PIN of a modem on a port, once, and again after a restart that locked it', async () => {
    process.env['RXMODEM_PIN'] = '4711';
    const { port, heard, emulator } = await served({ family: 'sim800', sim: 'SIM PIN', pin: '4711' });
    const entries = () => heard.filter((line) => line.startsWith('AT+CPIN=')).length;
    const running = shown(port).subscribe();
    await until(() => emulator.state.modem.sim === 'READY');
    expect(entries()).toBe(1);
    emulator.restart();
    emulator.become({ sim: 'SIM PIN' });
    await until(() => entries() === 2);
    running.unsubscribe();
  }, 40_000);

  it('says at once that a PIN can be none', async () => {
    process.env['RXMODEM_PIN'] = '12a4';
    const failure = await new Promise((resolve) => {
      shown('tcp://127.0.0.1:9').subscribe({ error: resolve });
    });
    expect(failure).toMatchObject({
      problem: { kind: 'usage', message: expect.stringMatching(/RXMODEM_PIN is not/) as string },
    });
  });
});
