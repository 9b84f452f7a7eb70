import { ignoreElements, of } from 'rxjs';
import { topics } from '../../lib/mqtt/link/topics';
import { readMessage } from '../../lib/mqtt/link/message';
import { wireReason } from '../../lib/mqtt/link/wireReason';
import { readJob } from '../../lib/mqtt/gateway/jobs/jobIntake';
import { transferOf } from '../../lib/mqtt/gateway/jobs/transferOf';
import { credit } from '../../lib/mqtt/schema/credit';
import { jobRecord } from '../../lib/mqtt/schema/jobRecord';
import { presence } from '../../lib/mqtt/schema/presence';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { escaping, type FuzzedPart, unlessNamed } from './fuzzedPart';
import { type Dice, dice, mutated } from './mutations';

const JOBS: readonly unknown[] = [
  {
    id: '1',
    flow: 'http',
    url: 'http://a.example/',
    method: 'POST',
    headers: { A: '1' },
    body: { text: 'x' },
    retry: { attempts: 2, delaysMs: [1] },
    timeout: { totalMs: 9 },
    maxRedirects: 3,
    unreadMs: 5,
  },
  {
    id: '2',
    flow: 'ftp',
    verb: 'put',
    server: { host: 'a', user: 'u', password: 'p' },
    path: '/a',
    body: { base64: 'AAAA' },
  },
  { id: '3', flow: 'send', line: 'AT+CSQ' },
  { state: 'online', at: 1 },
  { loaded: 5 },
];
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  '',
  'x'.repeat(70_000),
  [],
  {},
  { constructor: 1 },
  '__proto__',
  [[[[]]]],
];

/** The value with one of its parts replaced, doubled, renamed or dropped. */
const altered = (value: unknown, drawn: Dice): unknown => {
  if (typeof value !== 'object' || value === null || drawn.chance(0.2)) return drawn.oneOf(ODD);
  const entries = Object.entries(value);
  const at = drawn.below(entries.length);
  const [key = 'id', old] = entries[at] ?? [];
  return drawn.oneOf<() => unknown>([
    () => ({ ...value, [key]: altered(old, drawn) }),
    () => ({ ...value, [key]: drawn.oneOf(ODD) }),
    () => ({
      ...value,
      [drawn.oneOf(['id', 'flow', 'url', '__proto__', 'constructor', 'path', 'extra'])]: old,
    }),
    () => Object.fromEntries(entries.filter((_, one) => one !== at)),
  ])();
};

/** A message of the broker: it fits its schema, or is refused by its field; what fits can be begun; no prototype is touched. */
export const fuzzedMessages: FuzzedPart = (seed) =>
  escaping(() => {
    const drawn = dice(seed);
    let value = drawn.oneOf(JOBS);
    for (let turn = drawn.below(4); turn >= 0; turn -= 1) value = altered(value, drawn);
    const text = JSON.stringify(value) ?? '';
    const payload = latin1Bytes(drawn.chance(0.4) ? mutated(text, drawn, 1 + drawn.below(4)) : text);
    const root = mutated(drawn.oneOf(['rxmodem', 'a/b', '']), drawn, drawn.below(3));
    const tried = [
      () => transferOf(readJob(payload), { access: {}, into: () => of().pipe(ignoreElements()) }),
      () => readMessage(credit, 'credit', payload),
      () => readMessage(jobRecord, 'record', payload),
      () => readMessage(presence, 'presence', payload),
      () => topics(root).record('1'),
      () =>
        wireReason.read({
          ...(value as object),
          kind: drawn.oneOf(['http', 'timeout', 'cme', 'http-status', 'x']),
        }).message,
    ];
    const [problem] = tried.flatMap((one) => unlessNamed(one) ?? []);
    return problem ?? (Object.keys(Object.prototype).length > 0 ? 'a prototype was touched' : undefined);
  });
