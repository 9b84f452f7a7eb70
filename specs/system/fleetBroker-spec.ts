import { setTimeout as wait } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import {
  filter,
  firstValueFrom,
  forkJoin,
  lastValueFrom,
  map,
  mergeMap,
  type Observable,
  range,
  ReplaySubject,
  scan,
  Subject,
  take,
  takeUntil,
  tap,
  timeout,
  toArray,
} from 'rxjs';
import { collect, http, type Reason } from '../../lib';
import { simulatedWeb } from '../../lib/emulator';
import { type FleetNews, type ModemState, remote, watch } from '../../lib/mqtt';
import { patterned } from '../modem/bodies';
import { clientOf, type RunningGateway, startGateway } from './fleetDesk';
import { type Mosquitto, startMosquitto } from './mosquitto';
import { urcLatency } from './urcLatency';

/** Gateways and their users on a real broker: what it loses, what is left, and what should never have been sent. */

const PAGE = 'http://example.com/page';
const LONG = 'http://example.com/long';
const body = patterned(60_000);
const web = simulatedWeb({ [PAGE]: 'hello', [LONG]: { body, headers: [['ETag', '"1"']] } });

let broker: Mosquitto;
const gateways: RunningGateway[] = [];
const clients: MqttClient[] = [];

const begin = (name: string, options: Parameters<typeof startGateway>[3] = {}): RunningGateway => {
  const running = startGateway(broker.url, name, web, options);
  gateways.push(running);
  return running;
};
const client = (): MqttClient => {
  const made = clientOf(broker.url);
  clients.push(made);
  return made;
};

/** How each modem is, by its name, as a watcher knows it. */
const states = (news: Observable<FleetNews>): Observable<ReadonlyMap<string, ModemState>> =>
  news.pipe(
    filter((told) => told.kind === 'modem'),
    scan(
      (known, { state }) => new Map(known).set(`${state.gateway}/${state.modem}`, state),
      new Map<string, ModemState>(),
    ),
  );
const fit = async (count: number): Promise<void> => {
  const all = states(watch(client())).pipe(
    filter((known) => [...known.values()].filter(({ isFit }) => isFit).length >= count),
    timeout(20_000),
  );
  await firstValueFrom(all);
};

beforeEach(async () => {
  broker = await startMosquitto();
});
afterEach(async () => {
  for (const { stop } of gateways.splice(0)) stop();
  // They take leave of their modems and of the broker.
  await wait(300);
  for (const one of clients.splice(0)) one.end(true);
  await broker.remove();
});

it('tells a watcher what a modem says, its values and all', async () => {
  const { north } = begin('berlin');
  await fit(2);
  const urcs = watch(client()).pipe(filter((news) => news.kind === 'urc'));
  const first = firstValueFrom(urcs.pipe(timeout(5_000)));
  await wait(300);
  north.virtual.say('+CMTI: "SM",3');

  expect(await first).toMatchObject({
    ...{ kind: 'urc', gateway: 'berlin', modem: 'north' },
    urc: { name: '+CMTI', values: { storage: 'SM', index: 3 }, text: '+CMTI: "SM",3' },
  });
});

it('tells it within 100 ms (median)', async () => {
  const { urc } = await urcLatency(broker.url);
  expect(urc.medianMs).toBeLessThan(100);
});

it('cancels a download at the modem, and says so', async () => {
  const { north, south } = begin('berlin', { knobs: { baud: 115_200 } });
  await fit(2);
  const far = remote(client(), { modem: 'berlin/north' });
  const left = firstValueFrom(far.left.pipe(timeout(10_000)));
  const stop = new Subject<void>();
  await lastValueFrom(
    http.get(far, LONG).pipe(
      tap((event) => event.kind === 'chunk' && stop.next()),
      takeUntil(stop),
    ),
  );

  expect(await left).toMatchObject({ gateway: 'berlin', modem: 'north', outcome: 'cancelled' });
  expect(north.heard.filter((line) => line === 'AT+HTTPTERM')).toHaveLength(1);
  expect(north.virtual.state.httpOpen).toBe(false);
  expect(south.heard.filter((line) => line.startsWith('AT+HTTPINIT'))).toEqual([]);
});

it('paces a body by its reader: no more comes than it has credit for', async () => {
  const { north } = begin('berlin');
  await fit(2);
  const far = remote(client(), { modem: 'berlin/north' }, { creditBytes: 16_384 });
  const taken: Subject<void>[] = [];
  const first = new Subject<void>();
  const into = (): Subject<void> => {
    const done = new Subject<void>();
    taken.push(done);
    first.next();
    return done;
  };
  const over = lastValueFrom(http.get(far, { url: LONG, into }).pipe(toArray()));
  await firstValueFrom(first);
  await wait(500);
  const reads = north.heard.filter((line) => line.startsWith('AT+HTTPREAD')).length;
  expect(reads).toBeLessThan(8);
  const drain = setInterval(() => taken.splice(0).forEach((done) => done.complete()), 5);
  const events = await over;
  clearInterval(drain);
  expect(events.at(-1)).toMatchObject({ kind: 'chunk', loaded: body.length });
});

it('holds a deadline when no gateway is there', async () => {
  const far = remote(client(), { any: true }, { deadlineMs: 700, confirmMs: 200 });
  await expect(firstValueFrom(http.get(far, PAGE))).rejects.toMatchObject({
    reason: { kind: 'timeout', phase: 'total', waitedMs: 700 },
  });
});

it('goes on when the broker is started again: gateways, watchers, retained states, waiting jobs', async () => {
  begin('berlin', { knobs: { baud: 460_800 } });
  begin('paris', { knobs: { baud: 460_800 } });
  await fit(4);
  const seen = new ReplaySubject<ReadonlyMap<string, ModemState>>(1);
  const watching = states(watch(client())).subscribe(seen);
  const far = remote(client(), { any: true });
  const waiting = lastValueFrom(
    range(12).pipe(
      mergeMap(() =>
        http.get(far, LONG).pipe(
          collect(),
          map(({ bytes }) => Buffer.compare(bytes, body)),
        ),
      ),
      toArray(),
    ),
  );
  await wait(1_000);
  await broker.stop();
  await wait(500);
  await broker.start();

  expect(await waiting).toEqual(Array(12).fill(0));
  await fit(4);
  // The watcher was not told anew by anybody but the broker and the gateways.
  gateways[0]?.north.virtual.say('+CSQN: 7,0');
  const changed = seen.pipe(
    filter((known) => known.get('berlin/north')?.signal?.rssi === 7),
    timeout(5_000),
  );
  expect([...(await firstValueFrom(changed)).keys()].sort()).toEqual([
    'berlin/north',
    'berlin/south',
    'paris/north',
    'paris/south',
  ]);
  watching.unsubscribe();
}, 60_000);

it('says that a gateway is gone, and asks another one to go on behind what came', async () => {
  const berlin = begin('berlin', { knobs: { baud: 115_200 } });
  await fit(2);
  const far = remote(client(), { any: true }, { askAgainMs: 1_000 });
  const events = http.get(far, LONG).pipe(
    tap((event) => {
      if (event.kind !== 'chunk' || event.loaded > 20_000) return;
      begin('paris', { knobs: { baud: 115_200 } });
      berlin.stop();
    }),
    toArray(),
    timeout(30_000),
  );
  const all = await firstValueFrom(events);
  const bytes = Buffer.concat(all.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));

  expect(bytes.equals(body)).toBe(true);
  expect(all.filter(({ kind }) => kind === 'head')).toHaveLength(1);
  expect(all.find(({ kind }) => kind === 'resumed')).toMatchObject({ reason: { kind: 'interrupted' } });
}, 60_000);

describe('a gateway that is told nonsense', () => {
  const say = (from: MqttClient, topic: string, payload: string | Buffer, responseTopic?: string): void =>
    void from.publish(topic, payload, {
      qos: 1,
      ...(responseTopic !== undefined && { properties: { responseTopic } }),
    });
  interface Answer {
    readonly kind: string;
    readonly reason: Reason;
  }
  const answers = async (of: MqttClient, topic: string): Promise<Observable<Answer>> => {
    const heard = new ReplaySubject<Answer>(100);
    of.on('message', (from, payload) => {
      if (from === topic) heard.next(JSON.parse(payload.toString()) as never);
    });
    // A subscription that the broker has not accepted yet misses the first answers.
    await of.subscribeAsync(topic, { qos: 1 });
    return heard;
  };

  it('answers with an error that names the field, writes nothing to a modem, and goes on', async () => {
    const { north, south } = begin('berlin', {
      allow: { hosts: ['example.com'], verbs: ['http:GET'], commands: ['+CSQ'] },
      limits: { jobBytes: 2_000 },
    });
    await fit(2);
    const asker = client();
    const topic = 'rxmodem/v1/clients/me';
    const told = await answers(asker, topic);
    const jobs = [
      'no json',
      '[]',
      '{"flow":"http"}',
      '{"id":"1","flow":"http","url":7}',
      '{"id":"2","flow":"http","url":"http://example.com/","extra":1}',
      '{"id":"a/b","flow":"http","url":"http://example.com/"}',
      '{"id":"3","flow":"http","url":"http://evil.example/"}',
      '{"id":"4","flow":"http","url":"http://example.com/","method":"DELETE"}',
      '{"id":"5","flow":"ftp","verb":"get","server":{"host":"example.com"},"path":"/a"}',
      '{"id":"6","flow":"send","line":"AT+CSQ;+CFUN=0"}',
      '{"id":"7","flow":"send","line":"AT+CFUN=0"}',
      `{"id":"8","flow":"http","url":"http://example.com/${'x'.repeat(3_000)}"}`,
    ];
    const before = [...north.heard, ...south.heard].length;
    for (const job of jobs) say(asker, 'rxmodem/v1/jobs', job, topic);
    say(asker, 'rxmodem/v1/jobs', Buffer.from([0, 255, 254, 1, 2]), topic);
    const all = await firstValueFrom(told.pipe(take(13), toArray(), timeout(10_000)));
    const reasons = all.map(({ reason }) =>
      reason.kind === 'invalid-argument'
        ? reason.name
        : reason.kind === 'not-allowed'
          ? reason.what
          : reason.kind,
    );

    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['failed']));
    expect(reasons).toEqual([
      ...['job', 'job', 'id', 'url', 'extra', 'id'],
      ...['this host', 'http:DELETE', 'ftp:get', 'this raw command', 'this raw command', 'job', 'job'],
    ]);
    expect(
      [...north.heard, ...south.heard].slice(before).filter((line) => /CFUN|HTTPINIT|FTP/.test(line)),
    ).toEqual([]);
    // An allowed command is answered, so it still works.
    const far = remote(client(), { any: true });
    expect(await firstValueFrom(far.send('AT+CSQ'))).toMatchObject({ lines: ['+CSQ: 20,0'], result: 'OK' });
  });

  it('writes its answers nowhere but below the clients’ branch', async () => {
    begin('berlin');
    await fit(2);
    const asker = client();
    const strays: string[] = [];
    asker.on('message', (topic) => strays.push(topic));
    await asker.subscribeAsync(['home/#', 'rxmodem/v1/gateways/berlin'], { qos: 1 });
    for (const topic of [
      'home/door',
      'rxmodem/v1/gateways/berlin',
      'rxmodem/v1/clients/+',
      'rxmodem/v1/clients/../x',
    ])
      say(
        asker,
        'rxmodem/v1/jobs',
        `{"id":"${strays.length}${topic.length}","flow":"http","url":"${PAGE}"}`,
        topic,
      );
    const far = remote(client(), { any: true });
    await lastValueFrom(forkJoin([http.get(far, PAGE).pipe(collect()), http.get(far, PAGE).pipe(collect())]));

    expect(strays.filter((topic) => topic !== 'rxmodem/v1/gateways/berlin')).toEqual([]);
    expect(strays).toHaveLength(1);
  });

  it('survives a storm of mutated jobs, and a second life of its name ends the first', async () => {
    const first = begin('berlin');
    await fit(2);
    const asker = client();
    const job =
      '{"id":"storm","flow":"http","url":"http://example.com/page","headers":{"A":"b"},"retry":{"attempts":1,"delaysMs":[]}}';
    for (let at = 0; at < 400; at += 1) {
      const bytes = Buffer.from(job.replace('storm', `storm-${at}`));
      bytes[(at * 7) % bytes.length] = (at * 31) % 256;
      say(
        asker,
        'rxmodem/v1/jobs',
        bytes.subarray(0, at % 3 === 0 ? bytes.length : (at * 13) % bytes.length),
      );
    }
    const far = remote(client(), { any: true });
    const page = await firstValueFrom(http.get(far, PAGE).pipe(collect(), timeout(20_000)));
    expect(page.text()).toBe('hello');

    begin('berlin');
    await expect(lastValueFrom(first.news)).rejects.toMatchObject({
      reason: { kind: 'port', problem: expect.stringMatching(/another gateway of the same name/) },
    });
  }, 40_000);
});
