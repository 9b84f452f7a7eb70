import { a7600, sim7600, sim800 } from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { BRING_UP_LINES, swept } from './swept';
import { sweptFlowsOf } from './sweptFlows';

const WAYS: Readonly<Record<string, readonly Said[]>> = {
  refused: [line('ERROR')],
  silent: [],
  nonsense: [line('+WHAT: "is",this') + OK],
  'OK alone': [OK],
};
const [fam, only] = process.argv.slice(2);
for (const profile of [sim800, a7600, sim7600].filter((p) => p.name === fam)) {
  for (const flow of sweptFlowsOf(profile)) {
    if (only && flow.title !== only) continue;
    const good = swept(profile, flow);
    console.log(`== ${profile.name} ${flow.title}: ${good.end} ${good.endedAt} ${good.result.slice(0,100)}`);
    const lines = [...new Set(good.written.slice(BRING_UP_LINES).map(({ line }) => line))];
    for (const text of lines) {
      const out: string[] = [];
      for (const [way, says] of Object.entries(WAYS)) {
        const got = swept(profile, flow, (w) => (w.line === text && w.at >= BRING_UP_LINES ? { says, passes: () => '', } : undefined));
        const ok = got.end === 'completed' ? (got.result === good.result ? 'ok' : 'OTHER ' + got.result.slice(0, 200)) : got.end;
        if (ok !== 'ok' || got.endedAt > 30_000) out.push(`      ${way}: ${ok} ${got.endedAt} ${got.message}`);
      }
      if (out.length) console.log(`   ${text}:`);
      for (const o of out) console.log(o);
    }
  }
}
