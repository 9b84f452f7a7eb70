import { request } from 'node:http';
import { hostname } from 'node:os';
import { concat, firstValueFrom, NEVER, of, type Observable, Subscription, throwError, timer } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { type Modem, ModemError } from '../../lib';
import { simulatedWeb } from '../../lib/emulator';
import { metrics, type Metrics, serveMetrics } from '../../lib/metrics';
import type { GatewayNews } from '../../lib/mqtt';
import type { TransferEvent } from '../../operators/transferEvent';
import { fellow } from '../pool/fleet';

type Samples = Readonly<Record<string, number>>;

/** Every sample of a text in Prometheus's format, by its name with its labels. */
const read = async (measured: Metrics): Promise<Samples> =>
  Object.fromEntries(
    (await measured.text())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

/** Runs steps in virtual time, each at its millisecond. */
const virtually = (steps: readonly (readonly [atMs: number, step: () => unknown])[]): void =>
  new TestScheduler(() => undefined).run(() => {
    for (const [atMs, step] of steps) timer(atMs).subscribe(step);
  });

describe('the metrics of a modem', () => {
  it('show health, signal, registration, queue, restarts and URCs, and ask nothing themselves', async () => {
    const measured = metrics();
    const { entry, virtual, heard } = fellow({
      name: 'north',
      origin: simulatedWeb({}),
      rssi: 20,
      bootMs: 500,
    });
    const session = new Subscription();
    let modem: Modem | undefined;
    const ask = (one: Modem): Observable<unknown> =>
      concat(...['AT+CPIN?', 'AT+CGREG?', 'AT+CREG?', 'AT+CSQ'].map((line) => one.sendRaw(line)));
    virtually([
      [0, () => session.add(measured.modem('north', entry.modem).subscribe((one) => (modem = one)))],
    ]);
    const asked = [...heard];
    const fresh = await read(measured);
    virtually([[0, () => modem && session.add(ask(modem).subscribe())]]);
    const ready = await read(measured);
    virtually([
      [0, () => virtual.say('RING')],
      [1, () => virtual.say('+STRANGE: +4917012345')],
      [1_000, () => virtual.restart()],
    ]);
    const restarted = await read(measured);
    virtually([[0, () => session.unsubscribe()]]);
    const closed = await read(measured);

    expect(asked.every((line) => !/C(PIN|SQ|G?REG)\?/.test(line))).toBe(true);
    expect(fresh).toMatchObject({
      'rxmodem_modem_up{modem="north"}': 1,
      'rxmodem_modem_health{modem="north",health="limited"}': 1,
    });
    expect(ready).toMatchObject({
      'rxmodem_modem_health{modem="north",health="ready"}': 1,
      'rxmodem_modem_health{modem="north",health="limited"}': 0,
      'rxmodem_signal_dbm{modem="north"}': -73,
      'rxmodem_registration_status{modem="north"}': 1,
      'rxmodem_queue_length{modem="north"}': 0,
      'rxmodem_modem_starts_total{modem="north"}': 1,
    });
    expect(restarted).toMatchObject({
      'rxmodem_modem_starts_total{modem="north"}': 2,
      'rxmodem_modem_restarts_total{modem="north"}': 1,
      'rxmodem_urcs_total{modem="north",kind="RING"}': 1,
      'rxmodem_urcs_total{modem="north",kind="unknown"}': 1,
    });
    expect(Object.keys(restarted).join(' ')).not.toContain('4917012345');
    expect(closed).toMatchObject({
      'rxmodem_modem_up{modem="north"}': 0,
      'rxmodem_modem_health{modem="north",health="down"}': 1,
    });
    expect(closed).not.toHaveProperty(['rxmodem_signal_dbm{modem="north"}']);
  });
});

const HEAD = { kind: 'head', status: 200, length: 5, headers: {} } as const;
const CHUNK = { kind: 'chunk', bytes: new Uint8Array(5), loaded: 5, total: 5 } as const;
const SENT = { kind: 'sent', loaded: 7, total: 7 } as const;

describe('the metrics of transfers', () => {
  const flow = 'http:GET';

  it('count bytes both ways, the first byte, and how a transfer ended', async () => {
    const measured = metrics();
    const run = (source: Observable<TransferEvent>): unknown =>
      measured.transfer('north', flow, source).subscribe({ error: () => undefined });
    run(of<TransferEvent[]>(SENT, HEAD, CHUNK));
    run(throwError(() => new ModemError({ kind: 'timeout', phase: 'answer', waitedMs: 1 })));
    measured.transfer('north', flow, NEVER).subscribe().unsubscribe();

    expect(await read(measured)).toMatchObject({
      'rxmodem_received_bytes_total{modem="north"}': 5,
      'rxmodem_sent_bytes_total{modem="north"}': 7,
      'rxmodem_first_byte_seconds_count{modem="north",flow="http:GET"}': 1,
      'rxmodem_transfers_total{modem="north",flow="http:GET",result="done"}': 1,
      'rxmodem_transfers_total{modem="north",flow="http:GET",result="timeout"}': 1,
      'rxmodem_transfers_total{modem="north",flow="http:GET",result="cancelled"}': 1,
    });
  });

  it('count jobs, also one that moves to another modem, and the broker', async () => {
    const measured = metrics();
    const taken = (job: string, modem: string): GatewayNews => ({ kind: 'taken', job, what: flow, modem });
    measured.note({ kind: 'broker', isConnected: true });
    measured.note(taken('1', 'north'));
    measured.note(taken('1', 'south'));
    measured.note(taken('2', 'north'));
    const spent = { what: flow, modem: 'south', bytes: 9, tookMs: 2_000, firstByteMs: 700 };
    measured.note({ kind: 'ended', job: '1', outcome: 'done', ...spent });
    measured.note({ kind: 'ended', job: '3', what: flow, outcome: 'elsewhere', bytes: 0, tookMs: 1 });
    measured.note({ kind: 'refused', reason: { kind: 'not-allowed', where: 'the gateway', what: 'ftp' } });

    const all = await read(measured);
    expect(all).toMatchObject({
      rxmodem_broker_connected: 1,
      'rxmodem_jobs_running{modem="north"}': 1,
      'rxmodem_jobs_running{modem="south"}': 0,
      'rxmodem_jobs_total{modem="south",flow="http:GET",outcome="done"}': 1,
      'rxmodem_jobs_total{modem="none",flow="http:GET",outcome="elsewhere"}': 1,
      'rxmodem_jobs_refused_total{reason="not-allowed"}': 1,
      'rxmodem_received_bytes_total{modem="south"}': 9,
      'rxmodem_first_byte_seconds_sum{modem="south",flow="http:GET"}': 0.7,
      'rxmodem_transfers_total{modem="south",flow="http:GET",result="done"}': 1,
    });
    expect(Object.keys(all).filter((name) => /_transfers_total.*none/.test(name))).toEqual([]);
  });
});

describe('serveMetrics', () => {
  it('answers GET of /metrics on loopback, and nothing else', async () => {
    const measured = metrics();
    measured.note({ kind: 'broker', isConnected: true });
    let url = '';
    const serving = serveMetrics({ metrics: measured }).subscribe((at) => (url = at));
    await firstValueFrom(timer(50));
    const answer = await fetch(url);
    const [text, other, posted] = [
      await answer.text(),
      await fetch(`${url}x`),
      await fetch(url, { method: 'POST' }),
    ];
    const taken = serveMetrics({ metrics: measured, port: Number(new URL(url).port) });
    const problem = await firstValueFrom(taken).catch((error: unknown) => error);
    serving.unsubscribe();

    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    expect(text).toContain('rxmodem_broker_connected 1');
    expect([other.status, posted.status]).toEqual([404, 405]);
    expect(problem).toMatchObject({ reason: { kind: 'port' } });
    await expect(fetch(url)).rejects.toThrow();
  });

  it('answers on loopback only where Host names this machine: no name that a page made to lead here', async () => {
    let url = '';
    const serving = serveMetrics({ metrics: metrics() }).subscribe((at) => (url = at));
    await firstValueFrom(timer(50));
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end();
      });
    const own = ['127.0.0.1', 'localhost:9464', 'LOCALHOST', '[::1]:1', '127.0.0.2', hostname()];
    const others = [
      'evil.example:9464',
      '127.0.0.1.evil.example',
      'localhost.',
      '2130706433',
      '127.0.0.1@evil',
    ];
    const statuses = await Promise.all([...own, ...others].map(status));
    serving.unsubscribe();

    expect(statuses).toEqual([...own.map(() => 200), ...others.map(() => 403)]);
  });
});
