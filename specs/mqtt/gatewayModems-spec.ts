import { merge, takeUntil, timer } from 'rxjs';
import { gatewayModems } from '../../lib/mqtt/gateway/gatewayModems';
import { simulatedWeb } from '../../lib/emulator';
import { fitness } from '../../lib/pool/fitness';
import { fellow } from '../pool/fleet';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';

/** How often a gateway looks at the state of a modem in two minutes, and how many states it reports. */
const stepsOf = (count: number) => {
  const steps = { looks: 0, states: 0 };
  const origin = simulatedWeb({});
  const names = Array.from({ length: count }, (_, at) => `m${at}`);
  const made = names.map((name) => [name, { modem: fellow({ name, origin }).entry.modem }] as const);
  const modems = gatewayModems({
    name: 'berlin',
    broker: 'mqtt://127.0.0.1',
    modems: Object.fromEntries(made),
    pool: {
      unfit: (member) => {
        steps.looks += 1;
        return fitness.unfit(member);
      },
    },
  });
  const all = merge(...modems.tracked.map((one) => modems.states(one)), modems.anyFits);
  const seen = virtually(() => watch(all.pipe(takeUntil(timer(120_000)))));
  steps.states = seen.values.length;
  return steps;
};

describe('the modems of a gateway', () => {
  it('cost the same each, however many they are', () => {
    const [few, many] = [stepsOf(2), stepsOf(8)];

    expect(few.states).toBeGreaterThan(4);
    expect(many.looks / 8 / (few.looks / 2)).toBeCloseTo(1, 1);
    expect(many.states / 8 / (few.states / 2)).toBeCloseTo(1, 0);
  });
});
