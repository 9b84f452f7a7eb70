import { sim800, a7600 } from '../../../lib';
import { BRING_UP_LINES, swept } from './swept';
import { sweptFlowsOf } from './sweptFlows';
for (const profile of [sim800, a7600]) for (const flow of sweptFlowsOf(profile)) {
  const t = process.cpuUsage().user;
  const g = swept(profile, flow);
  const t2 = process.cpuUsage().user;
  const text = g.written[BRING_UP_LINES + 1]?.line;
  const s = swept(profile, flow, (w) => (w.line === text && w.at >= BRING_UP_LINES ? { says: [], passes: () => '' } : undefined));
  const t3 = process.cpuUsage().user;
  console.log(profile.name, flow.title, (t2 - t) / 1000, (t3 - t2) / 1000, text, s.end, s.endedAt);
}
