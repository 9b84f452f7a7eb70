import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { marathon } from './marathon';

// Flow after flow, left, misheard, restarted and cut off: nothing is left behind. `npm run leaks` runs 10,000 a family.

describe.each([sim800, a7600, sim7600, quectel])('many flows in a row on a $title', (profile) => {
  it('leave no subscription and no timer behind, and the modem as it was', () => {
    const { milestones, ends, fresh, after } = marathon(profile, { flows: 120, every: 10, seed: 1 });
    const [first] = milestones;
    const { subscriptions } = first ?? { subscriptions: 0 };

    expect(milestones).toEqual(milestones.map(({ flows }) => ({ flows, subscriptions, timers: 0 })));
    expect(milestones).toHaveLength(12);
    expect(fresh).toEqual([true, true]);
    // Faults were among them.
    expect([...ends.keys()].length).toBeGreaterThan(3);
    expect(ends.has('no ModemError')).toBe(false);
    // The views that live as long as the modem does are no more than at the start.
    expect(after.timers).toBe(0);
    expect(after.subscriptions).toBeLessThan(subscriptions);
  });
});
