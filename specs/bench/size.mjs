/**
 * What a bundle holds, as `npm run size` measures it, beside its goal.
 *
 *     npm run build && npm run bench -- size
 */
import { spawnSync } from 'node:child_process';

const GOALS = { 'rxmodem, the same with a profile of HTTP alone': 45 };
const { stdout } = spawnSync('npx', ['size-limit', '--json'], { encoding: 'utf8' });
for (const { name, size } of JSON.parse(stdout)) {
  const kilobytes = size / 1_000;
  console.log(`${name}: ${kilobytes.toFixed(1)} kB with gzip, RxJS not counted`);
  const wanted = GOALS[name];
  if (wanted === undefined) continue;
  const reached = kilobytes <= wanted ? 'reached' : 'missed ';
  console.log(
    `→ ${reached}: kB of a bundle with a GET on a SIM800: ${kilobytes.toFixed(1)} (goal ≤ ${wanted})`,
  );
}
