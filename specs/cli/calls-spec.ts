import { timer } from 'rxjs';
import { endAll, run, runWith, start } from './command';
import { closeAll, served } from './served';

afterAll(() => {
  endAll();
  closeAll();
});

const json = (stdout: Buffer): unknown[] =>
  stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

describe('rxmodem ussd', () => {
  it('prints the answer, as text and as JSON', async () => {
    const [text, object] = await Promise.all([run('ussd', '*100#'), run('ussd', '*100#', '--json')]);

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout.toString()).toBe('Balance: 5.00\n');
    expect(object.code).toBe(0);
    expect(json(object.stdout)).toEqual([{ text: 'Balance: 5.00', state: 'done' }]);
  }, 20_000);

  it('replies with --reply, then from the standard input', async () => {
    const [given, typed] = await Promise.all([
      run('ussd', '*123#', '--reply', '2', '--reply', '1', '--json'),
      runWith(Buffer.from('2\n1\n'), 'ussd', '*123#'),
    ]);

    expect(json(given.stdout)).toEqual([
      { text: '1 Balance\r\n2 Data', state: 'asks' },
      { text: 'Which?\r\n1 Day\r\n2 Week', state: 'asks' },
      { text: 'Thanks', state: 'done' },
    ]);
    expect(typed).toMatchObject({ code: 0, stderr: '' });
    expect(typed.stdout.toString()).toBe('1 Balance\n2 Data\nWhich?\n1 Day\n2 Week\nThanks\n');
  }, 20_000);

  it('exits with 1 without a reply, with 69 where the network refuses, with 2 for a code that is none', async () => {
    const [silent, bare, unknown, refused, wrong] = await Promise.all([
      run('ussd', '*123#'),
      run('ussd', '*999#'),
      run('ussd', '*999#', '--json'),
      served({ family: 'a7600', ims: true }).then(({ port }) => run('ussd', '*100#', '--port', port)),
      run('ussd', 'a"b'),
    ]);

    expect(silent.code).toBe(1);
    expect(silent.stderr).toMatch(/^rxmodem: the network asks, [^\n]+; [^\n]+--reply[^\n]*\n$/);
    expect([bare.code, bare.stdout.toString()]).toEqual([69, '']);
    expect(unknown.code).toBe(69);
    expect(json(unknown.stdout)).toEqual([{ text: '', state: 'unsupported' }]);
    expect(refused.code).toBe(69);
    expect(refused.stderr).toMatch(/IMS/);
    expect(wrong.code).toBe(2);
  }, 20_000);
});

describe('rxmodem call', () => {
  it('prints each event, as text and as JSON, and hangs up when told', async () => {
    const [text, object] = await Promise.all([
      run('call', '+15550100', '--hang-up-after', '0.5'),
      run('call', '+15550100', '--json', '--profile', 'a7600', '--hang-up-after', '0.5'),
    ]);

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout.toString()).toBe(
      ['dialing', 'ringing', 'connected', 'ended'].map((event) => `${event}\t+15550100`).join('\n') +
        '\tlocal\n',
    );
    expect(object.code).toBe(0);
    expect(json(object.stdout)).toEqual([
      { event: 'dialing', number: '+15550100', cause: null },
      { event: 'ringing', number: '+15550100', cause: null },
      { event: 'connected', number: '+15550100', cause: null },
      { event: 'ended', number: '+15550100', cause: 'local' },
    ]);
  }, 30_000);

  it('exits with 69 where nobody is reached, with 2 for a number that is none', async () => {
    const [busy, wrong] = await Promise.all([run('call', '+15550101'), run('call', '12;34')]);

    expect(busy.code).toBe(69);
    expect(busy.stdout.toString()).toBe('dialing\t+15550101\nended\t+15550101\tbusy\n');
    expect(busy.stderr).toMatch(/^rxmodem: the other side is busy; /);
    expect(wrong.code).toBe(2);
  }, 20_000);

  it('hangs up on Ctrl-C', async () => {
    const modem = await served({ family: 'sim800', callees: { '100': {} } });
    const calling = start(['call', '100', '--port', modem.port]);
    await calling.until(/connected/);
    calling.signal('SIGINT');
    const { code } = await calling.ended;

    expect(code).toBe(130);
    expect(modem.heard.at(-1)).toBe('AT+CHUP');
    expect(modem.emulator.state.modem.calls).toEqual([]);
  }, 20_000);
});

describe('rxmodem calls', () => {
  it.each([
    [['--answer'], ['incoming', 'connected', 'ended'], 'remote'],
    [['--reject'], ['incoming', 'ended'], 'rejected'],
    [[], ['incoming', 'ended'], 'missed'],
  ])(
    'prints the calls that come in, with %j',
    async (options, events, cause) => {
      const modem = await served({ family: 'sim800' });
      const watching = start(['calls', '--json', '--port', modem.port, ...options]);
      const ready = setInterval(() => {
        if (!modem.heard.includes('AT+CLIP=1')) return;
        clearInterval(ready);
        const host = modem.emulator.network.call({ from: '+491701234567' });
        timer(3_000).subscribe(() => host.hangUp());
      }, 50);
      await watching.until(/"ended"/);
      watching.signal('SIGINT');
      const { stdout } = await watching.ended;

      expect(json(stdout)).toEqual(
        events.map((event) => ({ event, number: '+491701234567', cause: event === 'ended' ? cause : null })),
      );
    },
    20_000,
  );
});

describe('a SIM that waits for its PIN', () => {
  it.each([
    ['ussd', '*100#'],
    ['call', '+15550100'],
    ['phonebook', 'list'],
    ['phonebook', 'set', '1', '1', 'A'],
  ])(
    'ends rxmodem %s with 77, and says how to give it',
    async (...verb) => {
      const { port, heard } = await served({ family: 'sim800', sim: 'SIM PIN', pin: '1234' });
      const { code, stderr } = await run(...verb, '--port', port);

      expect(code).toBe(77);
      expect(stderr).toMatch(/^rxmodem: sim: it waits for its PIN; set RXMODEM_PIN to it[^\n]*\n$/);
      expect(heard.filter((line) => line.startsWith('AT+CPIN='))).toEqual([]);
    },
    20_000,
  );
});

describe('rxmodem phonebook', () => {
  it('lists, finds, writes and deletes', async () => {
    const modem = await served({
      family: 'sim800',
      phonebooks: { SM: [{ index: 1, number: '+15550100', name: 'Ann' }] },
    });
    const on = ['--port', modem.port] as const;
    const set = await run('phonebook', 'set', '7', '+15550102', 'Zoë "Ж"', ...on);
    const list = await run('phonebook', 'list', '--json', ...on);
    const found = await run('phonebook', 'find', 'Zo', '--storage', 'SM', ...on);
    const gone = await run('phonebook', 'delete', '7', ...on);
    const left = await run('phonebook', 'list', ...on);

    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(json(list.stdout)).toEqual([
      { index: 1, number: '+15550100', name: 'Ann' },
      { index: 7, number: '+15550102', name: 'Zoë "Ж"' },
    ]);
    expect(found.stdout.toString()).toBe('7\t+15550102\tZoë "Ж"\n');
    expect(gone.code).toBe(0);
    expect(left.stdout.toString()).toBe('1\t+15550100\tAnn\n');
  }, 40_000);

  it('exits with 2 for an index that is none, and with 1 where the modem refuses', async () => {
    const [wrong, refused] = await Promise.all([
      run('phonebook', 'delete', 'x'),
      run('phonebook', 'set', '999', '1', 'A', '--json'),
    ]);

    expect(wrong.code).toBe(2);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stderr)).toMatchObject({ kind: 'cme', code: 21 });
  }, 20_000);
});
