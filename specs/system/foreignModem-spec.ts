import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { program } from '../cli/program';
import { type Bench, type Ended, type Family, turnstile, withBench } from './foreignBench';
import { LOOKALIKE, RANDOM, SLOW, TEXT, World } from './foreignServer';

/**
 * The command against a modem written from the manuals alone, in another language: whatever both this library's
 * emulator and its flows have misread the same way shows up here.
 */

const opened = new World().open();
afterAll(async () => (await opened).close());

const command = program();
const oneOf = turnstile(4);
const WHOLE = 115_000;

/** One case: a modem of its own, made awkward by the knobs. Cases run side by side. */
const on = (
  title: string,
  family: Family,
  knobs: readonly string[],
  act: (bench: Bench, world: World) => Promise<void>,
): void =>
  it.concurrent(
    `${title} (${family})`,
    async () => {
      const world = await opened;
      await oneOf(() => withBench(family, knobs, command, (bench) => act(bench, world)));
    },
    WHOLE,
  );

const both: readonly Family[] = ['sim800', 'a7600'];
const families: readonly Family[] = [...both, 'sim7600'];
const onBoth = (
  title: string,
  knobs: readonly string[],
  act: (bench: Bench, world: World) => Promise<void>,
): void => both.forEach((family) => on(title, family, knobs, act));

/** Buffers of a MiB make jest's own difference endless: say where they part instead. */
const parting = (got: Buffer | undefined, wanted: Buffer): string => {
  if (!got) return 'no file';
  if (got.equals(wanted)) return 'the same';
  const at = [...wanted.subarray(0, got.length)].findIndex((byte, index) => byte !== got[index]);
  return `${got.length} bytes for ${wanted.length}, from ${at < 0 ? got.length : at} on`;
};

const expectBody = (bench: Bench, ended: Ended, wanted: Buffer): void => {
  expect([ended.stderr, ended.code]).toEqual(['', 0]);
  expect(parting(bench.body, wanted)).toBe('the same');
  expect(bench.clean).toBe(true);
};

const getsAll =
  (path: string, wanted: Buffer, ...more: readonly string[]) =>
  async (bench: Bench, world: World): Promise<void> =>
    expectBody(bench, await bench.get(world.url(path), ...more), wanted);

const gets = (count: number, ...more: readonly string[]) =>
  getsAll(`/bytes/${count}`, RANDOM.subarray(0, count), ...more);

/** Exact bytes, or a failure that says so: a wrong body is never handed over as a good one. */
const getsAllOrNothing = (count: number) => async (bench: Bench, world: World) => {
  const ended = await bench.get(world.url(`/bytes/${count}`));
  if (ended.code === 0) expect(parting(bench.body, RANDOM.subarray(0, count))).toBe('the same');
  else {
    expect(ended.code).toBeGreaterThan(0);
    expect(bench.body).toBeUndefined();
    expect(ended.stderr).toMatch(/^rxmodem: .+; .+\n$/);
  }
};

const failsWith =
  (code: number, path = '/bytes/30', ...more: readonly string[]) =>
  async (bench: Bench, world: World): Promise<void> => {
    const ended = await bench.get(world.url(path), ...more);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(/^rxmodem: .+; .+\n$/)]);
    expect(bench.body).toBeUndefined();
    expect(bench.clean).toBe(true);
  };

/** A get that is interrupted while its request runs; the server answers that request all the same. */
const interrupted = async (bench: Bench, world: World, count: number): Promise<void> => {
  const running = bench.start('get', world.url(`/bytes/${count}?slow`), '-o', bench.output);
  await bench.until('AT+HTTPACTION');
  running.interrupt();
  const ended = await running.ended;
  expect([ended.code, bench.body]).toEqual([130, undefined]);
  expect(bench.clean).toBe(true);
  await pause(SLOW + 400);
};

const URCS = [
  '+CREG: 1',
  'RING',
  '+CMTI: "SM",3',
  '*PSUTTZ: 2022,9,14,4,55,19,"+28",0',
  '+CLIP: "+491234",145,"",0,"",0',
  'UNDER-VOLTAGE WARNNING',
  '+UNKNOWN: 1,2',
].flatMap((line) => ['--urc', line]);

// These wait for time-outs most of the time: first, and several benches to a case.
describe('a body that breaks off: exact bytes or a failure', () => {
  const ways: readonly (readonly string[])[] = [
    ['--stall-payload', '5000'],
    ['--restart-payload', '5000'],
    ['--restart-payload', '8190', '--noise'],
    ['--lose-payload', '5000:1'],
    ['--lose-payload', '5000:6'],
    ['--lose-payload', '5000:700'],
    ['--lose-payload', '5000:40', ...URCS],
  ];
  for (const family of families)
    it.concurrent(
      `it stops, the modem restarts, bytes are lost (${family})`,
      async () => {
        const world = await opened;
        const runs = ways.map((knobs) =>
          withBench(family, knobs, command, (bench) => getsAllOrNothing(12_000)(bench, world)),
        );
        const failed = (await Promise.allSettled(runs)).filter(({ status }) => status === 'rejected');
        expect(failed).toEqual([]);
      },
      WHOLE,
    );
  on(
    'a whole block and its line are lost',
    'sim7600',
    ['--lose-payload', '1024:1024'],
    getsAllOrNothing(9_000),
  );
  on('offsets count from what is unread', 'a7600', ['--read-relative'], getsAllOrNothing(12_000));
});

describe('bodies', () => {
  onBoth('0, 1, 2 and 30 bytes one after the other', [], async (bench, world) => {
    await gets(0)(bench, world);
    await gets(1)(bench, world);
    await getsAll('/ok', Buffer.from('OK'))(bench, world);
    bench.fromSource();
    await gets(30)(bench, world);
  });
  onBoth('64 KiB', [], gets(65_536));
  onBoth('300,000 bytes', [], gets(300_000));
  on('1 MiB', 'a7600', [], gets(1 << 20));
  on('1 MiB in blocks of 1024', 'sim7600', [], gets(1 << 20));
  onBoth('what looks like answers', [], getsAll('/lookalike', LOOKALIKE));
  on('what looks like answers', 'sim7600', [], getsAll('/lookalike', LOOKALIKE));
  onBoth('to the standard output, the family asked of the modem', [], async (bench, world) => {
    const ended = await bench.start('get', world.url('/lookalike'), '--profile', 'auto').ended;
    expect([ended.stderr, ended.code]).toEqual(['', 0]);
    expect(parting(ended.stdout, LOOKALIKE)).toBe('the same');
  });
});

describe('a line that is awkward', () => {
  onBoth('output in pieces of 1 to 7 bytes', ['--pieces', '3'], getsAll('/lookalike', LOOKALIKE));
  onBoth('URCs wherever they may stand', URCS, getsAll('/lookalike', LOOKALIKE));
  onBoth('URCs, in pieces, without the space', [...URCS, '--pieces', '5', '--tight-colon'], gets(9_000));
  onBoth('echo off', ['--no-echo'], gets(9_000));
  onBoth('power-up noise and boot lines', ['--noise', '--boot'], gets(9_000));
  onBoth('deaf to the first three lines', ['--deaf', '3'], gets(9_000));
  onBoth('no space after the colon', ['--tight-colon'], gets(9_000));
  on('no line ends between blocks', 'a7600', ['--no-block-breaks', '--block-bytes', '1000'], gets(65_536));
  on('no line ends between blocks', 'sim7600', ['--no-block-breaks'], getsAll('/lookalike', LOOKALIKE));
  for (const family of ['a7600', 'sim7600'] as const)
    on(
      'no line ends between blocks of text that end with one',
      family,
      ['--no-block-breaks', '--block-bytes', '960'],
      getsAll('/text', TEXT),
    );
  on('blocks and URCs', 'a7600', ['--block-bytes', '700', ...URCS], gets(30_000));
  onBoth('an answer 1.5 s late', ['--late-ok', '1500:4'], gets(9_000));
});

describe('what an earlier process left', () => {
  on('bearer open', 'sim800', ['--bearer-open'], gets(300));
  onBoth(
    'a session left open, with its parameters',
    ['--http-open', '--bearer-open'],
    async (bench, world) => {
      await gets(300)(bench, world);
      const asked = world.seen.filter(({ url }) => url === '/bytes/300');
      expect(asked.some(({ headers }) => 'x-left' in headers)).toBe(false);
    },
  );
});

describe('status codes', () => {
  const missing = Buffer.from('no such page\r\nOK\r\n');
  onBoth('404: the body is written', [], getsAll('/missing', missing));
  onBoth('404 with --fail: no body, exit 22', [], failsWith(22, '/missing', '--fail'));
});

describe('results that are not of HTTP', () => {
  onBoth('two failures, then success', ['--results', '601,601'], gets(300));
  const cases: readonly (readonly [Family, number, number])[] = [
    ['sim800', 601, 7],
    ['sim800', 603, 6],
    ['sim800', 604, 1],
    ['a7600', 603, 6],
    ['a7600', 706, 56],
    ['a7600', 714, 7],
  ];
  for (const [family, result, code] of cases)
    on(
      `${result} every time: exit ${code}`,
      family,
      ['--results', Array(9).fill(result).join(',')],
      async (bench, world) => {
        await failsWith(code)(bench, world);
        // 706 also means that the response is too big: it may be asked for in smaller and smaller parts.
        expect(bench.count('AT+HTTPACTION')).toBeLessThanOrEqual(result === 706 ? 9 : 3);
      },
    );
});

describe('ending early', () => {
  onBoth('Ctrl-C in mid-body, then the next get', ['--baud-pace', '115200'], async (bench, world) => {
    const running = bench.start('get', world.url('/bytes/65536'), '-o', bench.output);
    await bench.until('AT+HTTPREAD', 3);
    const since = Date.now();
    running.interrupt();
    const ended = await running.ended;
    expect([ended.code, bench.body]).toEqual([130, undefined]);
    expect(Date.now() - since).toBeLessThan(8_000);
    expect(bench.commands.at(-1)).toBe('AT+HTTPTERM');
    expect(bench.clean).toBe(true);
    await gets(300)(bench, world);
  });
  onBoth('Ctrl-C while the request runs, then the next get', [], async (bench, world) => {
    await interrupted(bench, world, 30);
    await gets(5000)(bench, world);
  });
  // The result of the aborted request comes just before the next one's: it must not be taken for it.
  for (const count of [30, 9000])
    onBoth(
      `Ctrl-C while the request runs, its result (${count} bytes) comes late, then the next get`,
      ['--late-action', 'next'],
      async (bench, world) => {
        await interrupted(bench, world, count);
        await getsAllOrNothing(5000)(bench, world);
      },
    );
  onBoth('silence: exit 28 in time', ['--silent'], async (bench, world) => {
    const ended = await bench.get(world.url('/bytes/30'), '--timeout', '5');
    expect([ended.code, bench.body]).toEqual([28, undefined]);
    expect(ended.ms).toBeLessThan(15_000);
  });
  on('no such port: exit 74', 'sim800', [], async (bench, world) => {
    const ended = await bench.get(world.url('/bytes/30'), '--port', join(bench.folder, 'none'));
    expect([ended.code, ended.stderr]).toEqual([74, expect.stringMatching(/^rxmodem: .+; .+\n$/)]);
  });
});

describe('nothing a caller gives becomes a command', () => {
  const hostile = ['"', '\r', '\n', '\r\n', '"\r'].map(
    (cut) => `/bytes/30?${cut}AT+CPOWD=1${cut}AT+CFUN=1,1`,
  );
  onBoth('quotes and line ends in the URL and in a header', [], async (bench, world) => {
    const runs = [
      ...hostile.map((path) => [world.url(path)]),
      [world.url('/bytes/30'), '-H', 'X-A: 1\r\nAT+CPOWD=1\r'],
      [world.url('/bytes/30'), '-H', 'X-A: "\r\nAT+CPOWD=1\r'],
    ] as const;
    for (const [url, ...more] of runs) {
      const ended = await bench.get(url, ...more);
      expect([0, 2, 3]).toContain(ended.code);
    }
    expect(bench.commands.filter((line) => /^(?!AT)|^AT\+(CPOWD|CFUN=1,1)/.test(line))).toEqual([]);
    for (const line of bench.commands.filter((one) => one.startsWith('AT+HTTPPARA="URL"')))
      expect(line).toMatch(/^AT\+HTTPPARA="URL","[^"]*"$/);
  });
});

describe('a client that knows neither side', () => {
  const http = (url: string) => [
    ...['OK', 'AT+HTTPINIT', 'OK', `AT+HTTPPARA="URL","${url}"`, 'OK', 'AT+HTTPACTION=0'],
    ...['OK\\r\\n\\r\\n+HTTPACTION: 0,200,2', ''],
  ];
  on('chat fetches a page', 'sim800', [], async (bench, world) => {
    const ended = await bench.chat(
      ...['ABORT', 'ERROR', '', 'AT', 'OK', 'AT+CSQ', '+CSQ: 21,0\\r\\n\\r\\nOK', 'AT+SAPBR=1,1'],
      ...http(world.url('/ok')).slice(0, 2),
      ...['OK', 'AT+HTTPPARA="CID",1'],
      ...http(world.url('/ok')).slice(2),
      ...['', 'AT+HTTPREAD', '+HTTPREAD: 2\\r\\nOK\\r\\nOK', 'AT+HTTPTERM', 'OK', ''],
    );
    expect([ended.code, ended.stderr]).toEqual([0, expect.anything()]);
    expect(bench.commands.at(-1)).toBe('AT+HTTPTERM');
  });
  on('chat fetches a page', 'a7600', [], async (bench, world) => {
    const ended = await bench.chat(
      ...['ABORT', 'ERROR', '', 'ATE0', 'OK', 'AT+CPIN?', '+CPIN: READY', ''],
      ...http(world.url('/ok')),
      ...[
        '',
        'AT+HTTPREAD=0,10',
        'OK\\r\\n\\r\\n+HTTPREAD: 2\\r\\nOK\\r\\n+HTTPREAD: 0',
        'AT+HTTPTERM',
        'OK',
        '',
      ],
    );
    expect([ended.code, ended.stderr]).toEqual([0, expect.anything()]);
  });
  on('chat sees the refusals', 'sim800', [], async (bench) => {
    const ended = await bench.chat('ABORT', 'ERROR', '', 'AT+HTTPTERM', 'OK', '');
    expect(ended.code).toBe(4);
  });
});
