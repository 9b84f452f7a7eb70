/**
 * What the client alone costs: downloads from recorded modems, whose bytes cost next to nothing, on lines of 115,200 and 921,600 baud.
 *
 *     npm run bench:clients                       1, 100, 300 and 1,000 modems
 *     npm run bench:clients -- 100,1000 20        other numbers, 20 seconds of each line
 *
 * Time is that of the lines: bytes come as fast as the machine takes them, in the pieces of 16 ms in which a line hands them over, to
 * one modem after the other. CPU time is counted for each second of a line, so another program on the machine changes little. The
 * bare reader counts the same bytes and asks for the next window: what nobody can do without.
 */
import { defer, ignoreElements, repeat, switchMap, tap } from 'rxjs';
import { http, openModem, sim800 } from '../../lib';
import { goal } from './goal';
import { answerTo, BODY_BYTES, pieceBytesAt, RecordedModem } from './recordedModem';
import { table, type Row } from './table';

const [numbers = '1,100,300,1000', seconds = '10'] = process.argv.slice(2);
const counts = numbers.split(',').map(Number);
/** The rate that goals are set for. */
const GOAL_BAUD = 115_200;
const LINES = (process.argv[4] ?? '115200,921600').split(',').map(Number);
/** What windows grow to at these rates: the clock of the benchmark is not that of the lines. */
const WINDOW_BYTES: Readonly<Record<number, number>> = { 115_200: 7_680, 921_600: 64_512 };
const ROUNDS = 3;

/** What reads the modems. */
type Reader = (modems: readonly RecordedModem[], windowBytes: number) => { unsubscribe: () => void };

const bare: Reader = (modems, windowBytes) => {
  const subscriptions = modems.map((modem) => {
    let [left, offset] = [0, 0];
    const ask = (): void => {
      const answer = answerTo(`AT+HTTPREAD=${offset},${Math.min(windowBytes, BODY_BYTES - offset)}`);
      left = answer.length;
      offset = (offset + windowBytes) % BODY_BYTES;
      modem.say(answer);
    };
    ask();
    return modem.bytes.subscribe((bytes) => {
      left -= bytes.length;
      if (left <= 0) ask();
    });
  });
  return { unsubscribe: () => subscriptions.forEach((one) => one.unsubscribe()) };
};

const idle: Reader = (modems) => {
  const open = modems.map(({ transport }) => openModem(transport, sim800).subscribe());
  return { unsubscribe: () => open.forEach((one) => one.unsubscribe()) };
};

const client: Reader = (modems, windowBytes) => {
  const request = { url: 'http://example.com/file', windowBytes };
  const loads = modems.map(({ transport }) =>
    openModem(transport, sim800)
      .pipe(
        switchMap((modem) =>
          defer(() => http.get(modem, request)).pipe(
            tap((event) => {
              if (event.kind === 'chunk' && event.total !== BODY_BYTES) throw new RangeError('another body');
            }),
            repeat(),
          ),
        ),
        ignoreElements(),
      )
      .subscribe({
        error: (error: unknown) => {
          throw error;
        },
      }),
  );
  return { unsubscribe: () => loads.forEach((one) => one.unsubscribe()) };
};

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const ticks = async (modems: readonly RecordedModem[], count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) {
    for (let at = 0; at < modems.length; at += 1) modems[at]?.tick();
    await turnOfTheLoop();
  }
};

const heapBytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** Waits, in time of the clock, until all are up: the bring-up has silences of its own. */
const begun = async (modems: readonly RecordedModem[]): Promise<void> => {
  const until = Date.now() + 20_000;
  while (modems.some(({ given }) => given < 10_000) && Date.now() < until) {
    await ticks(modems, 1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

/** Percent of a core that a line costs, and the heap of a modem. */
const measured = async (reader: Reader, count: number, baud: number) => {
  const before = heapBytes();
  const modems = Array.from({ length: count }, () => new RecordedModem(pieceBytesAt(baud)));
  const reading = reader(modems, WINDOW_BYTES[baud] ?? 4_096);
  await begun(modems);
  const heap = (heapBytes() - before) / count;
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = modems.reduce((sum, { given }) => sum + given, 0);
    const used = process.cpuUsage();
    await ticks(modems, Math.max(5, Math.ceil((Number(seconds) * 62.5 * 1_000) / ROUNDS / 1_000)));
    const { user, system } = process.cpuUsage(used);
    const bytes = modems.reduce((sum, { given }) => sum + given, 0) - from;
    best = Math.min(best, (100 * (user + system)) / 1e6 / (bytes / (baud / 10)));
  }
  reading.unsubscribe();
  return { percent: best, heap };
};

/** The heap of modems that are open and do nothing. */
const idleHeap = async (count: number): Promise<number> => {
  const before = heapBytes();
  const modems = Array.from({ length: count }, () => new RecordedModem(184));
  const open = idle(modems, 0);
  const until = Date.now() + 1_500;
  while (Date.now() < until) {
    await ticks(modems, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const heap = (heapBytes() - before) / count;
  open.unsubscribe();
  return heap;
};

const run = async (): Promise<void> => {
  goal('KB of heap of an idle modem', (await idleHeap(200)) / 1_024, '<=', 60);
  await measured(client, 20, 115_200);
  for (const baud of LINES) {
    const rows: Row[] = [];
    const percents: number[] = [];
    const name = `${baud.toLocaleString('en')} baud`;
    const { percent: floor } = await measured(bare, 1, baud);
    for (const count of counts) {
      const { percent, heap } = await measured(client, count, baud);
      const { percent: reading } = await measured(bare, count, baud);
      percents.push(percent);
      rows.push({
        name: count.toLocaleString('en'),
        cells: [
          percent.toFixed(4),
          reading.toFixed(4),
          (percent / reading).toFixed(1),
          Math.floor(100 / percent).toLocaleString('en'),
          (heap / 1_024).toFixed(0),
        ],
      });
      if (count === counts.at(-1) && baud === GOAL_BAUD) {
        goal(`modems a core, client alone, ${name}`, Math.floor(100 / percent), '>=', 1_000);
        goal('KB of heap of a modem that downloads', heap / 1_024, '<=', 120);
      }
    }
    const most = Math.max(...percents.slice(1)) / Math.min(...percents.slice(1));
    if (percents.length > 2 && baud === GOAL_BAUD)
      goal(`growth from ${counts[1]} to ${counts.at(-1)} modems, ${name}`, most, '<=', 1.1);
    console.log(
      table(
        `Clients alone, each downloading at ${name} (bare reading of one: ${floor.toFixed(4)} %)`,
        ['% of a core each', 'bare reading %', 'ratio', 'modems a core', 'KB of heap'],
        rows,
      ),
    );
  }
  process.exit();
};

void run();
