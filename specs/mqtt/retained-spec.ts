import { timer } from 'rxjs';
import { simulatedWeb } from '../../lib/emulator';
import { clearGone } from '../../lib/mqtt/gateway/clearGone';
import { PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { times } from '../pool/fleet';
import { fakeBroker } from './fakeBroker';
import { jobBench, TREE } from './fleetDesk';

const web = simulatedWeb({ [PAGE]: 'hello' });
const job = { id: 'kept', flow: 'http', url: PAGE };
const retain = { retain: true, properties: { responseTopic: TREE.client('me') } };
const texts = ({ log }: ReturnType<typeof fakeBroker>, topic: string): readonly string[] =>
  log.filter((message) => message.topic === topic).map(({ payload }) => new TextDecoder().decode(payload));

describe('a retained job', () => {
  it('is refused, and nothing is written to a modem', () => {
    const broker = fakeBroker();
    broker.publish(TREE.jobs, job, retain);
    const bench = virtually(() => {
      const made = jobBench(broker, 'berlin', web, {});
      timer(20_000).subscribe(made.stop);
      return made;
    });
    expect(bench.news).toMatchObject([
      { kind: 'refused', job: 'kept', reason: { kind: 'invalid-argument', name: 'retain' } },
    ]);
    expect(bench.acknowledged()).toBe(1);
    expect(times(bench.fellows[0] as never, 'AT+HTTPINIT')).toBe(0);
    expect(texts(broker, TREE.client('me')).filter((text) => text.includes('"failed"'))).toHaveLength(1);
  });

  it('that runs already is not reported as failed when its retained copy comes', () => {
    const broker = fakeBroker();
    const bench = virtually(() => {
      const made = jobBench(broker, 'berlin', web, {});
      timer(100).subscribe(() => broker.publish(TREE.jobs, job, retain));
      // The subscription of a reconnected gateway brings what is retained.
      timer(102).subscribe(() => made.again());
      timer(20_000).subscribe(made.stop);
      return made;
    });
    expect(bench.news.map(({ kind }) => kind)).toEqual(['taken', 'ended']);
    expect(texts(broker, TREE.client('me')).filter((text) => text.includes('"failed"'))).toEqual([]);
  });
});

describe('a gateway that starts', () => {
  const discovery = (modem: string): string => `homeassistant/sensor/rxmodem_berlin_${modem}/signal/config`;
  const about = (modem: string) => ({
    state_topic: TREE.modem('berlin', modem),
    availability: [{ topic: TREE.gateway('berlin') }, { topic: TREE.modem('berlin', modem) }],
  });

  it('clears the retained states and discovery messages of modems that it no longer has, and no others', () => {
    const broker = fakeBroker();
    const keep = { retain: true };
    for (const modem of ['north', 'old', 'a.b']) broker.publish(TREE.modem('berlin', modem), { modem }, keep);
    broker.publish(TREE.modem('paris', 'old'), { modem: 'old' }, keep);
    broker.publish(discovery('north'), about('north'), keep);
    broker.publish(discovery('old'), about('old'), keep);
    // The same topic as that of `a.b`, but of another modem.
    broker.publish(discovery('a_b'), about('a_b'), keep);
    const before = broker.log.length;
    virtually(() => {
      const parts = {
        link: broker.link(),
        topics: TREE,
        gateway: 'berlin',
        discovery: 'homeassistant',
        shown: { inbox: false },
      };
      const clearing = clearGone(parts, ['north', 'a_b']).subscribe();
      timer(10_000).subscribe(() => clearing.unsubscribe());
    });
    const cleared = broker.log.slice(before);

    expect(cleared.every(({ payload }) => payload.length === 0)).toBe(true);
    expect(cleared.map(({ topic }) => topic).sort()).toEqual(
      [TREE.modem('berlin', 'old'), TREE.modem('berlin', 'a.b'), discovery('old')].sort(),
    );
  });
});
