/**
 * Flows on lines gone mad, and everything else that reads what others wrote (the emulator, recordings, listings, the broker's
 * messages), for as long as you like.
 *
 *     npm run fuzz                  a minute, from a seed of the clock's
 *     npm run fuzz -- 600 4711      ten minutes, from seed 4711
 *
 * Each seed is a flow, a modem and what is misheard. What goes wrong is printed with its seed and family; the exit code is 1
 * then. `npm run fuzz -- 0 4711` runs the one seed on every family.
 */
import { a7600, sim7600, sim800 } from '../../lib';
import { fuzzed, type Fuzzed } from '../laws/fuzzed';
import { fuzzedParts } from '../laws/fuzzedParts';

const [seconds = '60', from = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
const families = [sim800, a7600, sim7600];
const until = Date.now() + Number(seconds) * 1_000;
const ends = new Map<string, number>();
let [seed, runs, parts, maxTimerMs] = [Number(from), 0, 0, 0];
const bad: string[] = [];
const count = ({ end, afterMs }: Fuzzed): void => {
  ends.set(end, (ends.get(end) ?? 0) + 1);
  maxTimerMs = Math.max(maxTimerMs, afterMs);
  runs += 1;
};
do {
  for (const profile of families) {
    const outcome = fuzzed(profile, seed);
    count(outcome);
    if (outcome.problem === undefined) continue;
    bad.push(`${profile.name} seed ${seed}, ${outcome.title}: ${outcome.problem}`);
    console.log(bad.at(-1));
  }
  for (const [name, part] of Object.entries(fuzzedParts)) {
    const problem = part(seed);
    parts += 1;
    if (problem === undefined) continue;
    bad.push(`${name}, seed ${seed}: ${problem}`);
    console.log(bad.at(-1));
  }
  seed += 1;
} while (Date.now() < until);

console.log(
  `${runs} flows and ${parts} other readings from seed ${from} to ${seed - 1}; the longest took ${maxTimerMs} virtual ms`,
);
console.log(
  [...ends]
    .sort(([, one], [, other]) => other - one)
    .map(([end, times]) => `${times} ${end}`)
    .join(', '),
);
process.exitCode = bad.length > 0 ? 1 : 0;
