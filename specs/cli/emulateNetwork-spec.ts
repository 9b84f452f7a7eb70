import { readlinkSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { encodeSubmit } from '../../lib/pdu/encodeSubmit';
import { run, start } from './command';

/** A line to a served modem: what it said so far. */
interface Wire {
  readonly type: (text: string) => void;
  readonly until: (pattern: RegExp) => Promise<string>;
  readonly close: () => void;
}

const wireTo = (port: number): Wire => {
  const socket: Socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  return {
    type: (text) => socket.write(text),
    until: (pattern) =>
      new Promise((found) => {
        const look = (): unknown => pattern.test(heard) && found(heard);
        socket.on('data', look);
        look();
      }),
    close: () => socket.destroy(),
  };
};

describe('rxmodem emulate', () => {
  it('serves several modems that message each other, and prints port and number of each', async () => {
    const modems = start([
      ...['emulate', '--listen', '127.0.0.1:0', '--count', '2', '--number', '+491700000009'],
      ...['--sms', '+15550100001:a: b', '--sms', 'Bank:code 1'],
    ]);
    const printed = (await modems.until(/^(?:tcp:.*\n){2}/m))[0];
    const lines = [...printed.matchAll(/^tcp:\/\/127\.0\.0\.1:(\d+)\t(\S+)$/gm)];
    const ports = new Map(lines.map(([, port, number = '']) => [number, Number(port)]));

    expect([...ports.keys()].sort()).toEqual(['+491700000009', '+491700000010']);
    const one = wireTo(ports.get('+491700000009') ?? 0);
    const two = wireTo(ports.get('+491700000010') ?? 0);
    one.type('ATE0;+CMGF=1;+CMGL="ALL"\r');
    expect(await one.until(/code 1\r\n/)).toMatch(/"\+15550100001"[^]*\r\na: b\r\n[^]*"Bank"/);

    two.type('AT\r');
    await two.until(/OK/);
    const [pdu] = encodeSubmit({ to: '+491700000010', text: 'hello' });
    one.type(`AT+CMGF=0;+CMGS=${pdu?.tpduLength}\r${pdu?.raw}\x1a`);
    expect(await one.until(/\+CMGS: 1/)).toContain('> ');
    expect(await two.until(/\+CMTI/)).toContain('+CMTI: "SM",1');
    one.close();
    two.close();
    modems.signal('SIGINT');
    expect(await modems.ended).toMatchObject({ code: 130, stderr: '' });
  }, 60_000);

  it('names each modem in JSON, and links with numbers', async () => {
    const link = `/tmp/rxmodem-emulate-${process.pid}`;
    const modems = start(['emulate', '--link', link, '--count', '2', '--json']);
    const [printed] = await modems.until(/^(?:\{.*\}\n){2}/m);
    const found = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly port: string; readonly number: string });

    expect(found.map(({ port }) => port).sort()).toEqual(
      [readlinkSync(`${link}-1`), readlinkSync(`${link}-2`)].sort(),
    );
    expect(new Set(found.map(({ number }) => number))).toEqual(new Set(['+8613900000000', '+8613900000001']));
    modems.signal('SIGINT');
    expect((await modems.ended).code).toBe(130);
  }, 60_000);

  it.each([
    [['calls'], /> AT\+CLIP=1\n[^>]*< OK/],
    [['sms', 'watch'], /> AT\+CMGL=4,1\n[^>]*< OK/],
    [['ussd', '*123#'], /2 Data/],
  ])(
    'ends %j with 74 where the modem goes away, although the verb only listens',
    async (verb, listens) => {
      const link = `/tmp/rxmodem-gone-${process.pid}`;
      const modem = start(['emulate', '--link', link]);
      await modem.until(/\S/);
      const listening = start([...verb, '--port', link, '--trace'], {}, undefined, null);
      await listening.until(listens);
      modem.signal('SIGKILL');
      const { code, stderr } = await listening.ended;
      rmSync(link);

      expect(code).toBe(74);
      expect(stderr).toContain(`${link} was closed or went away`);
    },
    60_000,
  );

  it('refuses what is no number, no message and no count', async () => {
    const [number, sms, count] = await Promise.all([
      run('emulate', '--number', 'abc'),
      run('emulate', '--sms', 'hello'),
      run('emulate', '--count', '0'),
    ]);

    expect(number).toMatchObject({ code: 2, stderr: expect.stringContaining('3 to 20 digits') as string });
    expect(sms).toMatchObject({ code: 2, stderr: expect.stringContaining('FROM:TEXT') as string });
    expect(count).toMatchObject({ code: 2, stderr: expect.stringContaining('1 to 100') as string });
  });
});
