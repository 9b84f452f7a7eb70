import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults, type EmulatorOptions, mobileNetwork } from 'rxmodem/emulator';
import { endAll, run, runWith, start, type Ended } from './command';
import { closeAll, served, type Served } from './served';

const NUMBER = '+15550100001';
const LONG = 'Every part of this text waits for the others. '.repeat(9).trim();
const WAIT_MS = 30_000;

const linesOf = ({ stdout }: Ended): readonly unknown[] =>
  stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

const modem = (options: Partial<EmulatorOptions> = {}): Promise<Served> =>
  served({ family: 'sim800', ...options });

/** What the network got, as texts. */
const sentBy = ({ emulator }: Served): readonly unknown[] => {
  const texts: unknown[] = [];
  emulator.network.sent.subscribe(({ text }) => texts.push(text));
  return texts;
};

describe('rxmodem sms', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'rxmodem-sms-'));
  });

  afterAll(() => {
    endAll();
    closeAll();
    rmSync(directory, { recursive: true });
  });

  it(
    'send: sends a text, and tells it in one line',
    async () => {
      const { port, emulator, close } = await modem();
      const texts = sentBy({ emulator } as Served);
      const [json, text] = [
        await run('sms', 'send', '--port', port, '--json', NUMBER, LONG),
        await run('sms', 'send', '--port', port, NUMBER, 'it’s'),
      ];
      close();

      expect(linesOf(json)).toEqual([{ to: NUMBER, parts: 3, encoding: 'gsm7', references: [1, 2, 3] }]);
      expect(json).toMatchObject({ code: 0, stderr: '' });
      expect(text.stdout.toString()).toBe(`sent to ${NUMBER} as one message, ucs2\n`);
      expect(texts.join('')).toBe(`${LONG}it’s`);
    },
    WAIT_MS,
  );

  it(
    'send: takes the text from the standard input, and data from a file',
    async () => {
      const { port, emulator, close } = await modem();
      const messages: unknown[] = [];
      emulator.network.sent.subscribe(({ pdu }) =>
        messages.push([pdu.text, pdu.data && [...pdu.data], pdu.ports, pdu.coding.class]),
      );
      await runWith(Buffer.from('Höhe 12 m\n'), 'sms', 'send', '--port', port, '--flash', NUMBER, '-');
      const data = await runWith(
        Buffer.from([1, 2, 255]),
        ...['sms', 'send', '--port', port, '--json', '--data-file', '-', '--dest-port', '9204', NUMBER],
      );
      close();

      expect(messages).toEqual([
        ['Höhe 12 m', undefined, undefined, 0],
        [undefined, [1, 2, 255], { destination: 9204, source: 0, bits: 16 }, undefined],
      ]);
      expect(linesOf(data)).toEqual([{ to: NUMBER, parts: 1, encoding: 'binary', references: [2] }]);
    },
    WAIT_MS,
  );

  it(
    'send --report: tells when the message was delivered',
    async () => {
      const { port, close } = await modem();
      const [one, other] = [
        await run('sms', 'send', '--port', port, '--json', '--report', NUMBER, 'a'),
        await run('sms', 'send', '--port', port, '--delivery-report', '--validity', '1h', NUMBER, 'b'),
      ];
      close();

      expect(linesOf(one)).toEqual([
        {
          ...{ to: NUMBER, parts: 1, encoding: 'gsm7', references: [1], status: 'delivered' },
          reportedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$/),
        },
      ]);
      expect(other.stdout.toString()).toMatch(/; delivered at \S+\n$/);
      expect([one.code, other.code]).toEqual([0, 0]);
    },
    WAIT_MS,
  );

  it(
    'send: exits with 69 for a refusal, 77 for a locked SIM, 69 without messages, 2 for wrong usage',
    async () => {
      const [refusing, locked, without] = await Promise.all([
        modem({ faults: [faults.failedSms({ codes: [28] })] }),
        modem({ sim: 'SIM PIN' }),
        modem({ faults: [faults.withoutSms()] }),
      ]);
      const ends = await Promise.all([
        run('sms', 'send', '--port', refusing.port, '--json', NUMBER, 'a'),
        run('sms', 'send', '--port', locked.port, NUMBER, 'a'),
        run('sms', 'list', '--port', without.port),
        run('sms', 'send', NUMBER),
        run('sms', 'send', '0x12', 'a'),
        run('sms', 'send', '--validity', 'soon', NUMBER, 'a'),
      ]);

      expect(ends.map(({ code }) => code)).toEqual([69, 77, 69, 2, 2, 2]);
      expect(JSON.parse(ends[0].stderr)).toMatchObject({ kind: 'cms', code: 28 });
      expect(ends[2].stderr).toMatch(/^rxmodem: SIM800 has no short messages in this firmware; [^\n]+\n$/);
    },
    WAIT_MS,
  );

  it(
    'send: exits with 75 if no report comes in time, and says so',
    async () => {
      const { port, close } = await modem({ network: mobileNetwork({ outcome: () => ({ isLost: true }) }) });
      const got = await run(
        'sms',
        'send',
        '--port',
        port,
        '--json',
        '--report',
        '--timeout',
        '4',
        NUMBER,
        'a',
      );
      close();

      expect(linesOf(got)).toMatchObject([{ references: [1], status: 'pending', reportedAt: null }]);
      expect(JSON.parse(got.stderr)).toMatchObject({
        kind: 'report',
        message: expect.stringContaining('no report'),
      });
      expect(got.code).toBe(75);
    },
    WAIT_MS,
  );

  it('list, read and delete: show and clear what is stored', async () => {
    const { port, emulator, close } = await modem();
    emulator.network.sms({ from: NUMBER, text: LONG, sentAt: '2026-05-01T09:30:00+02:00' });
    emulator.network.sms({ from: 'Bank', text: 'code\t1', sentAt: '2026-05-02T00:00:00+00:00' });
    const unread = await run('sms', 'list', '--port', port, '--unread', '--json');
    const text = await run('sms', 'list', '--port', port);
    const read = await run('sms', 'read', '--port', port, '--json', '4');
    const nothing = await run('sms', 'read', '--port', port, 'SM:40');
    const partly = await run('sms', 'read', '--port', port, 'SM:04', '40');
    const some = await run('sms', 'delete', '--port', port, 'SM:1', '2', 'SM:3');
    const left = await run('sms', 'list', '--port', port, '--json');
    const all = await run('sms', 'delete', '--port', port, '--all');
    const none = await run('sms', 'list', '--port', port);
    const wrong = await run('sms', 'delete', '--port', port, '--all', 'SM:1');
    close();

    expect(linesOf(unread)).toEqual([
      {
        ...{
          indexes: ['SM:1', 'SM:2', 'SM:3'],
          from: NUMBER,
          text: LONG,
          sentAt: '2026-05-01T09:30:00+02:00',
        },
        ...{ parts: 3, status: 'unread', class: null },
      },
      {
        ...{ indexes: ['SM:4'], from: 'Bank', text: 'code\t1', sentAt: '2026-05-02T00:00:00+00:00' },
        ...{ parts: 1, status: 'unread', class: null },
      },
    ]);
    expect(text.stdout.toString().split('\n')[1]).toBe(
      'SM:4\tunread\t2026-05-02T00:00:00+00:00\tBank\tcode 1',
    );
    expect(linesOf(read)).toMatchObject([{ indexes: ['SM:4'], text: 'code\t1' }]);
    expect([nothing.code, nothing.stderr]).toEqual([
      1,
      'rxmodem: no message lies in SM:40; see rxmodem sms list\n',
    ]);
    expect(partly.stdout.toString()).toMatch(/^SM:4\t[^\n]+\n$/);
    expect([partly.code, partly.stderr]).toEqual([
      1,
      'rxmodem: no message lies in 40; see rxmodem sms list\n',
    ]);
    expect([some.code, all.code, none.stdout.toString(), wrong.code]).toEqual([0, 0, '', 2]);
    expect(linesOf(left)).toMatchObject([{ indexes: ['SM:4'], status: 'read' }]);
  }, 60_000);

  it(
    'watch --delete: writes each message out, then deletes it, and remembers it',
    async () => {
      const { port, emulator, close } = await modem();
      emulator.network.sms({ from: NUMBER, text: LONG });
      const watching = start([
        ...['sms', 'watch', '--port', port, '--json', '--delete', '--count', '2', '--store', directory],
      ]);
      await watching.until(/Every part/);
      emulator.network.sms({ from: NUMBER, text: 'live' });
      const got = await watching.ended;
      const left = await run('sms', 'list', '--port', port);
      close();
      const [name = ''] = readdirSync(directory);

      expect(linesOf(got)).toMatchObject([{ text: LONG, parts: 3 }, { text: 'live' }]);
      expect([got.code, left.stdout.toString()]).toEqual([0, '']);
      expect(name).toMatch(/^sms-[0-9a-f]{16}\.json$/);
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(join(directory, name), 'utf8'))).toMatchObject({
        version: 1,
        unfinished: [],
      });
    },
    WAIT_MS,
  );

  it(
    'watch: leaves the messages where they are',
    async () => {
      const { port, emulator, close } = await modem();
      emulator.network.sms({ from: NUMBER, text: 'kept' });
      const got = await run('sms', 'watch', '--port', port, '--count', '1');
      const left = await run('sms', 'list', '--port', port, '--json');
      close();

      expect(got.stdout.toString()).toMatch(/^SM:1\tunread\t\S+\t\+15550100001\tkept\n$/);
      expect(linesOf(left)).toHaveLength(1);
    },
    WAIT_MS,
  );

  it(
    'fit: tells parts, alphabet and room without a modem',
    async () => {
      const typed = await runWith(Buffer.from('a€\n'), 'sms', 'fit', '--json', '-');
      const [json, wide, text, wrong] = await Promise.all([
        run('sms', 'fit', '--json', 'Höhe 12 m'),
        run('sms', 'fit', '--json', '--wide-references', 'a'.repeat(161)),
        run('sms', 'fit', 'it’s'),
        run('sms', 'fit', '--encoding', 'gsm7', 'it’s'),
      ]);

      expect(linesOf(json)).toEqual([{ encoding: 'gsm7', parts: 1, units: 9, unitsLeft: 151 }]);
      expect(linesOf(wide)).toEqual([{ encoding: 'gsm7', parts: 2, units: 161, unitsLeft: 143 }]);
      expect(text.stdout.toString()).toBe('1 message, ucs2, because of "’" at 2; 66 left\n');
      expect(wrong.code).toBe(2);
      expect(linesOf(typed)).toEqual([{ encoding: 'gsm7', parts: 1, units: 3, unitsLeft: 157 }]);
    },
    WAIT_MS,
  );

  it(
    'send --max-parts: sends longer texts than the ten parts that are allowed otherwise',
    async () => {
      const text = 'a'.repeat(1_600);
      const [refused, sent, wrong] = await Promise.all([
        run('sms', 'send', NUMBER, text),
        run('sms', 'send', '--json', '--max-parts', '11', NUMBER, text),
        run('sms', 'send', '--max-parts', '256', NUMBER, text),
      ]);

      expect([refused.code, sent.code, wrong.code]).toEqual([2, 0, 2]);
      expect(linesOf(sent)).toMatchObject([{ parts: 11 }]);
    },
    WAIT_MS,
  );
});
