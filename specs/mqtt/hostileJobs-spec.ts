import { timer } from 'rxjs';
import { explain } from '../../lib';
import { simulatedWeb } from '../../lib/emulator';
import { heldAcks } from '../../lib/mqtt/link/heldAcks';
import type { MqttClient } from '../../lib/mqtt/link/mqttClient';
import { wireReason } from '../../lib/mqtt/link/wireReason';
import { PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { fakeBroker } from './fakeBroker';
import { jobBench, TREE } from './fleetDesk';

const web = simulatedWeb({ [PAGE]: 'hello' });
const job = (id: string): object => ({ id, flow: 'http', url: PAGE });

/** What the gateway publishes, and what it reports, of what is published to it within the first seconds. */
const taken = (publish: (broker: ReturnType<typeof fakeBroker>) => void) => {
  const broker = fakeBroker();
  const bench = virtually(() => {
    const made = jobBench(broker, 'berlin', web, {});
    timer(100).subscribe(() => publish(broker));
    timer(60_000).subscribe(made.stop);
    return made;
  });
  return { broker, bench };
};

describe('a job that would make the broker end the connection of the gateway', () => {
  it.each([
    [16, []],
    [17, ['invalid-argument']],
    [500, ['invalid-argument']],
  ])('is refused: a response topic of %d levels', (levels, refused) => {
    const responseTopic = TREE.client(Array(levels).fill('a').join('/'));
    const { broker, bench } = taken(({ publish }) =>
      publish(TREE.jobs, job('1'), { properties: { responseTopic } }),
    );
    const reasons = bench.news.flatMap((news) => (news.kind === 'refused' ? news.reason.kind : []));
    expect(reasons).toEqual(refused);
    expect(broker.log.some(({ topic }) => topic === responseTopic)).toBe(refused.length === 0);
  });

  it('is refused: correlation data of more than 1,024 bytes, which do not come back', () => {
    const responseTopic = TREE.client('me');
    const { broker, bench } = taken(({ publish }) => {
      for (const length of [1_024, 1_025])
        publish(TREE.jobs, job(`of-${length}`), {
          properties: { responseTopic, correlationData: Buffer.alloc(length) },
        });
    });
    expect(bench.news.filter(({ kind }) => kind === 'refused')).toMatchObject([
      { job: 'of-1025', reason: { kind: 'invalid-argument', name: 'correlation data' } },
    ]);
    const answers = broker.log.filter(({ topic }) => topic === responseTopic);
    const lengths = answers.map(({ correlationData }) => correlationData?.length ?? 0);
    expect(new Set(lengths)).toEqual(new Set([0, 1_024]));
  });
});

describe('a flood of jobs', () => {
  const refused = (at: number): object => ({ id: `${at}`, flow: 'send', line: 'AT' });
  const answered = { properties: { responseTopic: TREE.client('me') } };

  it('without acknowledgement: a thousand are held while their answers are on their way, the others are lost', () => {
    const { bench } = taken(({ publish }) => {
      for (let at = 0; at < 1_500; at += 1) publish(TREE.jobs, refused(at), answered);
    });
    expect(bench.news).toHaveLength(1_000);
    expect(bench.acknowledged()).toBe(1_000);
  });

  it('of which more than the limit come one after another: none is lost', () => {
    const { bench } = taken(({ publish }) => {
      for (let at = 0; at < 1_500; at += 1)
        timer(at * 10).subscribe(() => publish(TREE.jobs, refused(at), answered));
    });
    expect(bench.news).toHaveLength(1_500);
  });

  it('keeps one function for all messages without acknowledgement', () => {
    const hold = heldAcks({ _sendPacket: () => undefined, on: () => undefined } as unknown as MqttClient);
    const packet = { cmd: 'publish', topic: 'x', payload: '', qos: 0, dup: false, retain: false } as const;
    expect(hold(packet)).toBe(hold({ ...packet }));
  });
});

describe('a reason that another program has written', () => {
  it('is not taken where it can not be written again', () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < 20_000; depth += 1) nested = [nested];
    const read = wireReason.read({ kind: 'closed', where: 'x', nested });
    expect(read.reason).toEqual({ kind: 'unreadable', command: 'job', line: 'closed' });
    expect(explain(read.reason)).toContain('closed');
    expect(wireReason.read({ kind: 'closed', where: 'x' }).reason).toEqual({ kind: 'closed', where: 'x' });
  });
});
