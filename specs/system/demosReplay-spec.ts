import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, from, lastValueFrom, mergeMap, shareReplay, toArray } from 'rxjs';
import { leftRunning, type Ran, ran, serialModem } from './demosDesk';

// Each demo as a person runs it, with `--record`, and again on what was recorded: it shows the same.

// 10 has no modem, 11 has three: there is no one port to record.

/** How a demo is recorded and played; the longer ones are stopped, a replay when all of the recording was said. */
interface Way {
  readonly record?: readonly string[];
  readonly replay: readonly string[];
}

/** What a demo does is its modem's doing: any speed will do. */
const QUICK: Way = { replay: ['--speed', 'max'] };

const WAYS: Readonly<Record<string, Way>> = {
  '01-hello': QUICK,
  '02-watch-the-network': { record: ['--seconds', '2.5'], replay: ['--seconds', '3'] },
  '03-get-with-progress': QUICK,
  '04-leave-early': QUICK,
  '05-upload-by-ftp': QUICK,
  '06-resume-after-a-restart': QUICK,
  '07-teach-it-a-command': QUICK,
  '08-dashboard-in-twenty-lines': { record: ['--seconds', '2.5'], replay: ['--seconds', '3'] },
};

const AT_ONCE = 3;
const PATIENCE_MS = 150_000;

interface Both {
  readonly demo: string;
  readonly live: Ran;
  readonly again: Ran;
  readonly recording: string;
}

const folder = mkdtempSync(join(tmpdir(), 'rxmodem-replay-'));

/** All that a demo's page is told, if it has one: names with their last values. */
const pages = new Map<string, Promise<unknown>>();

/** Listens as the page does, until the demo ends. */
const known = async (address: string): Promise<unknown> => {
  const { body } = await fetch(`${address}events`);
  const decoder = new TextDecoder();
  let events = '';
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) events += decoder.decode(piece);
  } catch {
    // The demo ends, and its connections with it.
  }
  const news = events.split('\n').filter((line) => line.startsWith('data: '));
  return Object.assign({}, ...news.map((line) => JSON.parse(line.slice(6)) as object)) as unknown;
};

const look = (demo: string) => (text: string) => {
  const address = /http:\/\/127\S+/.exec(text)?.[0];
  if (address !== undefined && !pages.has(demo)) pages.set(demo, known(address));
};

const onBoth = async (demo: string, { record = [], replay }: Way): Promise<Both> => {
  const file = join(folder, demo);
  const live = await ran(`${demo}.ts`, [...record, '--record', file], look(`${demo}, live`));
  const way = ['--port', `replay:${file}`, ...replay];
  const again = await ran(`${demo}.ts`, way, look(`${demo}, again`));
  return { demo, live, again, recording: readFileSync(file, 'latin1') };
};

/** What was shown behind the line that names the port; of a progress bar, where it begins and ends. */
const shown = ({ code, text }: Ran) => ({
  code,
  lines: text
    .split('\n')
    .slice(1)
    .filter((line) => !/ (?!0%|100%)\d+% /.test(line))
    .map((line) => line.replace(/(127\.0\.0\.1):\d+/, '$1')),
});

const sessions = new Map<string, Both>();

beforeAll(async () => {
  const all = from(Object.entries(WAYS)).pipe(
    mergeMap(([demo, way]) => onBoth(demo, way), AT_ONCE),
    toArray(),
  );
  for (const both of await lastValueFrom(all)) sessions.set(both.demo, both);
}, PATIENCE_MS);

afterAll(() => rmSync(folder, { recursive: true }));

it.each(Object.keys(WAYS))('%s shows the same when its recording is played', (demo) => {
  const { live, again, recording } = sessions.get(demo) as Both;

  expect(live).toEqual({ code: 0, text: expect.stringMatching(/^SIM800, virtual.*\n\n.+/) });
  expect(again.text).toMatch(/^SIM800, replay:/);
  expect(shown(again)).toEqual(shown(live));
  expect(recording).toMatch(/^(?:\d+ms )?!$/m);
  expect(recording).not.toContain('secret');
});

it('the page of 08 knows the same in the end', async () => {
  const live = await pages.get('08-dashboard-in-twenty-lines, live');

  expect(live).toMatchObject({ registration: expect.anything(), signal: expect.anything() });
  expect(await pages.get('08-dashboard-in-twenty-lines, again')).toEqual(live);
});

it('06 plays both openings of its port', () => {
  const { recording } = sessions.get('06-resume-after-a-restart') as Both;

  expect(recording.match(/^(?:\d+ms )?[\^!|]$/gm)?.map((line) => line.at(-1))).toEqual(['^', '|', '^', '!']);
});

// It polls by the clock, in between its requests: in its own time, what is said stands in the same order.
it('09 shows the same when its recording is played at the speed that it had', async () => {
  const seconds = ['--seconds', '5'];
  const once = () => onBoth('09-poll-retry-switch', { record: seconds, replay: seconds });
  let { live, again } = await once();
  // A busy machine may be late for one of two clocks, so that two commands change places: then it is recorded anew.
  for (let tries = 1; tries < 3 && again.code !== 0; tries += 1) ({ live, again } = await once());

  expect(live.text).toMatch(/signal[^]*message 4[^]*signal[^]*news: News, at try no. \d/);
  expect(shown(again)).toEqual(shown(live));
});

it('a modem that was asked which it is tells so again', async () => {
  const serving = serialModem(join(folder, 'port'), false).port.pipe(
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  const served = serving.subscribe();
  const recording = join(folder, 'asked');
  const live = await ran('01-hello.ts', ['--port', await firstValueFrom(serving), '--record', recording]);
  served.unsubscribe();
  const again = await ran('01-hello.ts', ['--port', `replay:${recording}`, '--speed', 'max']);

  expect(live).toEqual({ code: 0, text: expect.stringMatching(/^A7600, \//) });
  expect(again.text).toMatch(/^A7600, replay:/);
  expect(shown(again)).toEqual(shown(live));
});

it('a demo that does something else than was recorded says where, one without a recording that it is not there', async () => {
  const [other, none] = await Promise.all([
    ran('07-teach-it-a-command.ts', ['--port', `replay:${join(folder, '01-hello')}`]),
    ran('01-hello.ts', ['--port', `replay:${join(folder, 'nowhere')}`]),
  ]);

  expect(other).toEqual({ code: 1, text: expect.stringContaining('not with > AT+COPS?') });
  expect(none).toEqual({ code: 2, text: expect.stringMatching(/^ENOENT[^\n]*nowhere'\n$/) });
});

it('leaves nothing running', async () => {
  expect(await leftRunning()).toBe(0);
});
