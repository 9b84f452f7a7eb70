/**
 * Reads PDUs gone mad, a million by default.
 *
 *     node --require esbuild-register specs/bench/fuzzPdu.ts                a million, from a seed of the clock's
 *     node --require esbuild-register specs/bench/fuzzPdu.ts 5000 4711      five thousand, from seed 4711
 *
 * What throws, or takes longer than 50 ms, is printed; the exit code is 1 then.
 */
import { decodePdu } from '../../lib/pdu/decodePdu';
import { encodePdu } from '../../lib/pdu/encodePdu';
import { ussdString } from '../../lib/pdu/ussdString';
import { mutatedPdu, numbersFrom } from '../pdu/mutatedPdu';

const [times = '1000000', from = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
const MAX_MS = 50;
const next = numbersFrom(Number(from));
const directions = ['received', 'sent'] as const;
const kinds = new Map<string, number>();
let bad = 0;

const tried = (pdu: string): string => {
  const direction = directions[next(4)];
  const found = decodePdu(pdu, direction ? { direction, tpduLength: next(180) } : {});
  ussdString.decode(pdu, { scheme: next(256) });
  if (found.kind !== 'malformed' && decodePdu(encodePdu(found).raw).kind !== found.kind) return 'not written';
  return found.kind;
};

/** A busy machine may stop us in between: what is slow must be slow again. */
const isSlow = (pdu: string): boolean =>
  [1, 2, 3].every(() => {
    const startMs = performance.now();
    tried(pdu);
    return performance.now() - startMs > MAX_MS;
  });

const problemOf = (pdu: string): string | undefined => {
  const startMs = performance.now();
  try {
    const kind = tried(pdu);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kind === 'not written') return kind;
    return performance.now() - startMs > MAX_MS && isSlow(pdu) ? `takes more than ${MAX_MS} ms` : undefined;
  } catch (thrown) {
    return String(thrown);
  }
};

for (let run = 0; run < Number(times); run += 1) {
  const pdu = mutatedPdu(next);
  const problem = problemOf(pdu);
  if (problem === undefined) continue;
  bad += 1;
  console.log(`${problem}: ${pdu}`);
}
console.log(
  `${times} PDUs from seed ${from}: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}`,
);
process.exitCode = bad > 0 ? 1 : 0;
