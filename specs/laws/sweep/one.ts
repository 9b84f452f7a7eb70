import { a7600, sim7600, sim800 } from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { BRING_UP_LINES, swept } from './swept';
import { sweptFlowsOf } from './sweptFlows';
const WAYS: Readonly<Record<string, readonly Said[]>> = {
  refused: [line('ERROR')], cme: [line('+CME ERROR: 3')], silent: [], nonsense: [line('+WHAT: "is",this') + OK], 'OK alone': [OK], 'cut off': ['\r\n+HT'],
};
const [fam, title, text, way] = process.argv.slice(2);
const profile = [sim800, a7600, sim7600].find((p) => p.name === fam)!;
const flow = sweptFlowsOf(profile).find((f) => f.title === title)!;
let n = 0;
const s = swept(profile, flow, (w) => { if (n++ < 300) console.log(w.at, w.line); return w.line === text && w.at >= BRING_UP_LINES ? { says: WAYS[way!]!, passes: () => '' } : undefined; });
console.log(s.end, s.endedAt, s.message, s.result.slice(0, 300), s.desk.deeds, s.desk.requests.length);
