import { mergeMap, take, takeUntil, timer } from 'rxjs';
import { simulatedWeb } from '../../lib/emulator';
import { ftpRemoteRequest } from '../../lib/mqtt/remote/ftpRemoteRequest';
import { httpRemoteRequest } from '../../lib/mqtt/remote/httpRemoteRequest';
import type { RemoteEvent } from '../../lib/mqtt/remote/remoteRequest';
import { joinBytes } from '../../operators/joinBytes';
import { patterned } from '../modem/bodies';
import { PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { times } from '../pool/fleet';
import { type FakeBroker, fakeBroker } from './fakeBroker';
import { asker, jobBench, TREE } from './fleetDesk';

const BODY = patterned(20_000);
const web = simulatedWeb({ [PAGE]: { body: BODY, headers: [['ETag', '"1"']] } });

const bytesOf = (told: readonly RemoteEvent[]): Uint8Array =>
  joinBytes(told.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));
const get = { url: PAGE };
const post = { url: PAGE, method: 'POST', body: 'once' } as const;

/** What was asked for, by attempt. */
const attempts = ({ log }: FakeBroker): readonly number[] =>
  log
    .filter(({ topic }) => topic === TREE.jobs)
    .map(({ payload }) => (JSON.parse(new TextDecoder().decode(payload)) as { attempt: number }).attempt);
const jobId = ({ log }: FakeBroker): string =>
  (
    JSON.parse(new TextDecoder().decode(log.find(({ topic }) => topic === TREE.jobs)?.payload)) as {
      id: string;
    }
  ).id;

/** Plays a gateway that tells what it is told to, `ms` after the job was asked for. */
const told = (broker: FakeBroker, ms: number, ...events: readonly object[]): void => {
  timer(ms).subscribe(() => {
    const job = jobId(broker);
    events.forEach((event) => {
      const { bytes, ...rest } = event as { readonly bytes?: Uint8Array };
      const fields = { job, attempt: 1, ...rest };
      const userProperties = Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, String(field)]),
      );
      if (bytes) broker.publish(TREE.client('me'), bytes, { properties: { userProperties } });
      else broker.publish(TREE.client('me'), fields);
    });
  });
};
const taken = { kind: 'taken', n: 1, gateway: 'berlin', modem: 'm0' };
const head = { kind: 'head', n: 2, status: 200, length: 20_000, headers: { etag: '"1"' } };
const chunk = (n: number, from: number, to: number) => ({
  kind: 'chunk',
  n,
  loaded: to,
  total: 20_000,
  bytes: BODY.subarray(from, to),
});

describe('a job', () => {
  it('comes to its asker byte for byte, and is known to be done', () => {
    const broker = fakeBroker();
    const seen = virtually(() => {
      const bench = jobBench(broker, 'berlin', web, {});
      const flow = watch(httpRemoteRequest(get).pipe(mergeMap((request) => asker(broker).ask(request))));
      timer(20_000).subscribe(bench.stop);
      return { bench, flow };
    });
    const records = broker.log.filter(({ topic }) => topic === TREE.record(jobId(broker)));

    expect(seen.flow.end).toBe('completed');
    expect(Buffer.compare(bytesOf(seen.flow.values), BODY)).toBe(0);
    expect(seen.bench.news.map(({ kind }) => kind)).toEqual(['taken', 'ended']);
    expect(
      records.map(({ payload }) => /"state":"(\w+)"/.exec(new TextDecoder().decode(payload))?.[1]),
    ).toEqual(['taken', 'ended']);
  });

  it('is done once, however often it is asked for, and its end is told again', () => {
    const broker = fakeBroker();
    const seen = virtually(() => {
      const benches = ['berlin', 'paris'].map((name) => jobBench(broker, name, web, {}));
      const job = { id: 'one', flow: 'http', url: PAGE };
      for (const at of [100, 101, 102, 103, 5_000, 5_001])
        timer(at).subscribe(() =>
          broker.publish(TREE.jobs, job, { properties: { responseTopic: TREE.client('me') } }),
        );
      timer(20_000).subscribe(() => benches.forEach(({ stop }) => stop()));
      return benches;
    });
    const ends = broker.log
      .filter(({ topic }) => topic === TREE.client('me'))
      .map(({ payload }) => new TextDecoder().decode(payload))
      .filter((text) => text.includes('"done"'));

    expect(
      seen
        .map(({ fellows }) => times(fellows[0] as never, 'AT+HTTPACTION'))
        .reduce((one, other) => one + other),
    ).toBe(1);
    expect(ends[0]).not.toContain('before');
    expect(ends.slice(1).every((text) => text.includes('"before":true'))).toBe(true);
    expect(seen.map(({ acknowledged }) => acknowledged()).reduce((one, other) => one + other)).toBe(6);
  });

  it('waits for its modem as long as it may, and is not taken for one whose reader is gone', () => {
    const broker = fakeBroker();
    const slow = simulatedWeb({ [PAGE]: { body: 'late', delayMs: 100_000 } });
    const seen = virtually(() => {
      const bench = jobBench(broker, 'berlin', slow, {});
      const far = asker(broker);
      const flows = [1, 2].map(() =>
        watch(httpRemoteRequest(get).pipe(mergeMap((request) => far.ask(request)))),
      );
      timer(290_000).subscribe(bench.stop);
      return flows;
    });
    expect(seen.map(({ end }) => end)).toEqual(['completed', 'completed']);
  });

  it('is noted by nobody who never had a modem for it', () => {
    const broker = fakeBroker();
    virtually(() => {
      const bench = jobBench(broker, 'berlin', web, { registration: 2 });
      timer(50).subscribe(() => broker.publish(TREE.jobs, { id: 'none', flow: 'http', url: PAGE }));
      timer(60_000).subscribe(bench.stop);
    });
    expect(broker.log.filter(({ topic }) => topic === TREE.record('none'))).toEqual([]);
  });

  it('does not hold a gateway up whose answers the broker refuses', () => {
    const broker = fakeBroker();
    const bench = virtually(() => {
      const made = jobBench(broker, 'berlin', web, {});
      broker.forbid(TREE.client('nobody'));
      timer(50).subscribe(() =>
        broker.publish(
          TREE.jobs,
          { id: 'mute', flow: 'http', url: PAGE },
          { properties: { responseTopic: TREE.client('nobody') } },
        ),
      );
      timer(60_000).subscribe(made.stop);
      return made;
    });
    expect(bench.acknowledged()).toBe(1);
    expect(bench.news.at(-1)).toMatchObject({
      kind: 'ended',
      outcome: 'failed',
      reason: { kind: 'not-allowed' },
    });
  });
});

describe('secrets', () => {
  it('stand in the job that brings them, and in no event, record, state or log', () => {
    const broker = fakeBroker();
    const news = virtually(() => {
      const bench = jobBench(broker, 'berlin', web, {});
      const far = asker(broker);
      const secret = { Authorization: 'Bearer pass-word-4711' };
      const server = { host: 'files.example.com', user: 'me', password: 'pass-word-4712' };
      watch(httpRemoteRequest({ ...get, headers: secret }).pipe(mergeMap((request) => far.ask(request))));
      watch(
        ftpRemoteRequest({ verb: 'get', server, path: '/a' }).pipe(mergeMap((request) => far.ask(request))),
      );
      timer(200_000).subscribe(bench.stop);
      return bench.news;
    });
    const others = broker.log.filter(({ topic }) => topic !== TREE.jobs);

    expect(news.filter(({ kind }) => kind === 'ended')).toHaveLength(2);
    expect(others.length).toBeGreaterThan(10);
    const shown = [...others.map(({ payload }) => new TextDecoder().decode(payload)), JSON.stringify(news)];
    expect(shown.filter((text) => text.includes('pass-word'))).toEqual([]);
  });
});

describe('an asker', () => {
  it('asks again until a modem has it', () => {
    const broker = fakeBroker();
    virtually(() =>
      watch(
        httpRemoteRequest(get).pipe(mergeMap((request) => asker(broker, { deadlineMs: 9_000 }).ask(request))),
      ),
    );
    // Nobody listened at all: every two seconds.
    expect(attempts(broker)).toEqual([1, 1, 1, 1, 1]);
  });

  it('goes on with the next attempt where the one before began anew, and mixes no bytes', () => {
    const broker = fakeBroker();
    const seen = virtually(() => {
      const flow = watch(
        httpRemoteRequest(get).pipe(
          mergeMap((request) => asker(broker).ask(request)),
          takeUntil(timer(5_000)),
        ),
      );
      told(broker, 10, taken, head, chunk(3, 0, 4_000), chunk(4, 4_000, 8_000));
      told(broker, 20, taken, head, chunk(3, 0, 4_000), chunk(4, 4_000, 8_000), chunk(5, 8_000, 12_000));
      return flow;
    });
    expect(attempts(broker).includes(2)).toBe(true);
    expect(bytesOf(seen.values)).toEqual(BODY.subarray(0, 8_000));
  });

  it('goes on with the next attempt where something was missed, and says where it was', () => {
    const broker = fakeBroker();
    const seen = virtually(() => {
      const flow = watch(
        httpRemoteRequest(get).pipe(
          mergeMap((request) => asker(broker).ask(request)),
          takeUntil(timer(5_000)),
        ),
      );
      told(broker, 10, taken, head, chunk(3, 0, 4_000), chunk(5, 8_000, 12_000));
      const more = { attempt: 2, gateway: 'paris' };
      told(
        broker,
        30,
        { ...taken, ...more },
        { ...chunk(2, 4_000, 20_000), attempt: 2 },
        { kind: 'done', n: 3, attempt: 2 },
      );
      return flow;
    });
    expect(seen.end).toBe('completed');
    expect(seen.values.find(({ kind }) => kind === 'resumed')).toMatchObject({
      offset: 4_000,
      reason: { kind: 'interrupted' },
    });
    expect(Buffer.compare(bytesOf(seen.values), BODY)).toBe(0);
  });

  it('does not do twice what may not be', () => {
    const broker = fakeBroker();
    const seen = virtually(() => {
      const flow = watch(httpRemoteRequest(post).pipe(mergeMap((request) => asker(broker).ask(request))));
      told(broker, 10, taken, { kind: 'sent', n: 2, loaded: 4, total: 4 });
      timer(20).subscribe(() =>
        broker.publish(TREE.gateway('berlin'), {
          gateway: 'berlin',
          life: '1',
          state: 'offline',
          modems: [],
          at: '',
        }),
      );
      return flow;
    });
    expect(seen).toMatchObject({ end: 'interrupted', reason: { where: 'the gateway berlin' } });
    expect(new Set(attempts(broker))).toEqual(new Set([1]));
  });

  it('says that it leaves, and hears what became of that', () => {
    const broker = fakeBroker();
    const seen = virtually(() => {
      const bench = jobBench(broker, 'berlin', web, {});
      const far = asker(broker);
      const left = watch(far.left.pipe(take(1)));
      watch(
        httpRemoteRequest({ ...get, windowBytes: 1_000 }).pipe(
          mergeMap((request) => far.ask(request)),
          take(2),
        ),
      );
      timer(20_000).subscribe(bench.stop);
      return { left, bench };
    });
    expect(seen.left.values).toMatchObject([{ gateway: 'berlin', modem: 'm0', outcome: 'cancelled' }]);
    expect(times(seen.bench.fellows[0] as never, 'AT+HTTPTERM')).toBe(1);
  });
});
