import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { marathon } from './marathon';

// Flow after flow, left, misheard, restarted and cut off: nothing is left behind. `npm run leaks` runs 10,000 a family.

describe.each([sim800, a7600, sim7600, quectel])('many flows in a row on a $title', (profile) => {
  it('leave no subscription and no timer behind, and the modem as it was', () => {
    const { milestones, ends, fresh, after } = marathon(profile, { flows: 120, every: 10, seed: 1 });
    const [first] = milestones;
    const { subscriptions } = first ?? { subscriptions: 0 };

    expect(milestones.map(({ timers }) => timers)).toEqual(Array(12).fill(0));
    expect(milestones.at(-1)).toMatchObject({ subscriptions });
    // A client of a listening port whose arrival was misheard stays connected to the modem until its stack is closed.
    const more = milestones.map((one) => one.subscriptions - subscriptions).filter((count) => count > 0);
    expect(new Set(more).size).toBeLessThan(2);
    expect(fresh).toEqual([true, true]);
    // Faults were among them.
    expect([...ends.keys()].length).toBeGreaterThan(3);
    expect(ends.has('no ModemError')).toBe(false);
    // The views that live as long as the modem does are no more than at the start.
    expect(after.timers).toBe(0);
    expect(after.subscriptions).toBeLessThan(subscriptions);
  });
});
