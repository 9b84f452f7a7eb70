/**
 * Thousands of flows in a row on one modem of each family, with faults: what they leave behind.
 *
 *     npm run leaks                   10,000 flows a family, seed 1
 *     npm run leaks -- 1000 4711 a7600   fewer, from another seed, on one family
 *
 * Subscriptions, timers and heap (after a collection) at every tenth must stay what they were at the first.
 */
import { a7600, sim7600, sim800 } from '../../lib';
import { marathon } from '../laws/marathon';

const [flows = '10000', seed = '1', family] = process.argv.slice(2);
const profiles = [sim800, a7600, sim7600].filter(({ name }) => family === undefined || name === family);
const kilobytes = (): number => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1_024);
};

for (const profile of profiles) {
  const began = Date.now();
  const wishes = {
    flows: Number(flows),
    every: Math.max(1, Math.floor(Number(flows) / 10)),
    seed: Number(seed),
  };
  const { ends, fresh, after } = marathon(profile, wishes, ({ flows: done, subscriptions, timers }) =>
    console.log(
      `${profile.name}: after ${done} flows ${subscriptions} subscriptions, ${timers} timers, ${kilobytes()} KB of heap`,
    ),
  );
  const told = [...ends].map(([end, times]) => `${times} ${end}`).join(', ');
  console.log(`${profile.name}: ${told}; ${Date.now() - began} ms`);
  console.log(
    `${profile.name}: left, ${after.subscriptions} subscriptions, ${after.timers} timers; fresh ${String(fresh)}`,
  );
}
