import { BehaviorSubject, Subscription, timer } from 'rxjs';
import { a7600, type Modem, sim800 } from '../../lib';
import { simulatedWeb } from '../../lib/emulator';
import { discovery } from '../../lib/mqtt/gateway/discovery';
import type { TrackedModem } from '../../lib/mqtt/gateway/gatewayModems';
import type { AllowList } from '../../lib/mqtt/gateway/jobs/gatewayLimits';
import type { GatewayNews } from '../../lib/mqtt/gateway/jobs/gatewayNews';
import { notAllowed } from '../../lib/mqtt/gateway/jobs/notAllowed';
import { smsReports } from '../../lib/mqtt/gateway/smsReports';
import { smsRequest, ussdRequest } from '../../lib/mqtt/remote/smsRequest';
import type { RemoteRequest } from '../../lib/mqtt/remote/remoteRequest';
import type { Job } from '../../lib/mqtt/schema/job';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fellow, times } from '../pool/fleet';
import { fakeBroker } from './fakeBroker';
import { allowingBench, asker, TREE } from './fleetDesk';

const web = simulatedWeb({});
const TO = '+491701234567';
const ALL: AllowList = { verbs: ['sms', 'ussd'] };

/** Asks a gateway with one modem for a job. */
const asked = (allow: AllowList, request: RemoteRequest, settings: object = {}) => {
  const broker = fakeBroker();
  return virtually(() => {
    const bench = allowingBench(allow, broker, 'berlin', web, settings);
    const flow = watch(asker(broker).ask(request));
    const sent: string[] = [];
    bench.fellows[0]?.virtual.network.sent.subscribe(({ to, text }) => sent.push(`${to} ${text}`));
    timer(200_000).subscribe(bench.stop);
    return { bench, flow, sent, broker };
  });
};

const valuesOf = (flow: { readonly values: readonly unknown[] }): readonly object[] =>
  flow.values.map((event) => (event as { readonly value: object }).value);

describe('jobs of messages', () => {
  it('send a message and say what happens to it', () => {
    const { flow, sent } = asked(ALL, smsRequest({ to: TO, text: 'hello' }));

    expect(flow.end).toBe('completed');
    expect(sent).toEqual([`${TO} hello`]);
    expect(valuesOf(flow)).toMatchObject([
      { kind: 'queued', to: TO, parts: 1, encoding: 'gsm7' },
      { kind: 'sent', part: 1, parts: 1, reference: 1 },
    ]);
  });

  it('wait for a report where they ask for one', () => {
    const { flow } = asked(ALL, smsRequest({ to: TO, text: 'hello', report: true }));

    expect(flow.end).toBe('completed');
    expect(valuesOf(flow).at(-1)).toMatchObject({ kind: 'delivered', reference: 1 });
  });

  it('are off unless they are allowed, and nothing is written then', () => {
    const { flow, sent, bench } = asked({}, smsRequest({ to: TO, text: 'hello' }));

    expect(flow.reason).toMatchObject({ kind: 'not-allowed', what: 'sms.send' });
    expect(sent).toEqual([]);
    expect(bench.fellows.map((one) => times(one, 'AT+CMGS'))).toEqual([0]);
  });

  it('fail with the modem’s reason, and are not sent again by themselves', () => {
    const faults = [{ name: 'failedSms', codes: [38] }];
    const { flow, sent, bench } = asked(ALL, smsRequest({ to: TO, text: 'hello' }), { faults });

    expect(flow.reason).toMatchObject({ kind: 'cms', code: 38 });
    expect(sent).toEqual([]);
    expect(bench.fellows.map((one) => times(one, 'AT+CMGS'))).toEqual([1]);
  });

  it('keep text and number out of records and news', () => {
    const { bench, broker } = asked(ALL, smsRequest({ to: TO, text: 'a secret' }));
    const records = broker.log.filter(({ topic }) => topic.endsWith('/record'));
    const kept = records.map(({ payload }) => new TextDecoder().decode(payload)).join();

    expect(records.length).toBeGreaterThan(0);
    expect(`${kept}${JSON.stringify(bench.news)}`).not.toMatch(/a secret|491701234567/);
  });

  it('send a USSD code and reply in turn', () => {
    const menu = { text: '1 Balance', replies: { '1': 'Balance: 5.00' } };
    const settings = { ussd: { '*123#': menu, '*100#': 'Balance: 7.00' } };
    const dialogue = asked(ALL, ussdRequest('*123#', { replies: ['1'] }), settings);
    const code = asked(ALL, ussdRequest('*100#', {}), settings);

    expect(valuesOf(dialogue.flow)).toEqual([
      { text: '1 Balance', state: 'asks' },
      { text: 'Balance: 5.00', state: 'done' },
    ]);
    expect(valuesOf(code.flow)).toEqual([{ text: 'Balance: 7.00', state: 'done' }]);
    expect(asked({ verbs: ['sms'] }, ussdRequest('*100#', {})).flow.reason).toMatchObject({
      kind: 'not-allowed',
      what: 'ussd',
    });
  });

  it.each<readonly [AllowList, string | undefined]>([
    [{ verbs: ['http'] }, 'sms.send'],
    [{ verbs: ['sms'] }, undefined],
    [{ verbs: ['sms.send'], numbers: [TO] }, undefined],
    [{ verbs: ['sms'], numbers: ['+49*'] }, undefined],
    [{ verbs: ['sms'], numbers: ['+43*', '112'] }, 'this number'],
    [{ verbs: ['sms'], numbers: [] }, 'this number'],
  ])('are allowed by %j: %s', (allow, refused) => {
    const job: Job = { id: '1', flow: 'sms.send', to: TO, text: 'x' };

    expect(notAllowed(job, allow)).toBe(refused);
  });
});

/** A gateway that publishes the messages of one modem, which its broker may refuse. */
const publishing = (
  settings: object,
  act: (parts: { readonly sms: (text: string) => void; readonly forbid: () => void }) => void,
) => {
  const broker = fakeBroker();
  const topic = TREE.messages('berlin', 'north');
  const news: GatewayNews[] = [];
  const virtual = virtually(() => {
    const one = fellow({ name: 'north', origin: web, profile: a7600, ...settings });
    const modem = new BehaviorSubject<Modem | undefined>(undefined);
    const all = new Subscription();
    all.add(one.entry.modem.subscribe(modem));
    const tracked = [{ name: 'north', modem }] as unknown as readonly TrackedModem[];
    const shown = { inbox: true };
    const parts = { link: broker.link(), topics: TREE, gateway: 'berlin', discovery: false as const, shown };
    all.add(smsReports(parts, tracked).subscribe((event) => news.push(event)));
    act({
      sms: (text) => one.virtual.network.sms({ from: TO, text }),
      forbid: () => broker.forbid(topic),
    });
    timer(100_000).subscribe(() => all.unsubscribe());
    return one.virtual;
  });
  const published = broker.log
    .filter((message) => message.topic === topic)
    .map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)) as object);
  return { published, news, left: virtual };
};

describe('messages that a gateway’s modem receives', () => {
  it('are published with long texts joined, and deleted from the modem when the broker has them', () => {
    const long = 'x'.repeat(300);
    const { published, news, left } = publishing({}, ({ sms }) => {
      sms('waits on the SIM');
      timer(20_000).subscribe(() => sms(long));
    });

    expect(published).toMatchObject([
      { kind: 'message', from: TO, text: 'waits on the SIM', parts: 1 },
      { kind: 'message', from: TO, text: long, parts: 2 },
    ]);
    expect(news).toEqual([
      { kind: 'message', modem: 'north' },
      { kind: 'message', modem: 'north' },
    ]);
    expect(left.state.modem.isFull).toBe(false);
  });

  it('stay on the modem where the broker refuses them', () => {
    const { published, news } = publishing({}, ({ sms, forbid }) => {
      forbid();
      sms('hello');
    });

    expect(published).toEqual([]);
    expect(news[0]).toMatchObject({ kind: 'trouble', modem: 'north', reason: { kind: 'not-allowed' } });
    expect(news.every(({ kind }) => kind === 'trouble')).toBe(true);
    expect(news.length).toBeGreaterThan(1);
  });

  it('are announced to Home Assistant with a sensor, and a notify entity where a number is named', () => {
    const modem = { gateway: 'berlin', modem: 'north', title: sim800.title };
    const topicsOf = (shown: Parameters<typeof discovery>[3]) =>
      discovery('homeassistant', TREE, modem, shown).map(({ topic }) => topic);
    const node = 'rxmodem_berlin_north';

    expect(topicsOf({ inbox: false })).not.toContain(`homeassistant/sensor/${node}/last_sms/config`);
    expect(topicsOf({ inbox: true })).toContain(`homeassistant/sensor/${node}/last_sms/config`);
    const notify = discovery('homeassistant', TREE, modem, { inbox: true, notifyTo: TO }).find(
      ({ topic }) => topic === `homeassistant/notify/${node}/sms/config`,
    );
    expect(notify?.config).toMatchObject({
      command_topic: 'rxmodem/v1/gateways/berlin/modems/north/jobs',
      unique_id: `${node}_notify_sms`,
      qos: 1,
    });
    expect(notify?.config).not.toHaveProperty('state_topic');
  });
});
