import { fc } from './seeded';
import { joinBytes } from '../../operators/joinBytes';
import type { Traffic } from '../../lib/wire/traffic';

type Heard = Traffic & { readonly kind: 'heard' };

/** The same traffic with what was heard between two words of the host in one piece. */
export const whole = (traffic: readonly Traffic[]): readonly Traffic[] =>
  traffic.reduce<readonly Traffic[]>((before, item) => {
    const last = before.at(-1);
    if (item.kind !== 'heard' || last?.kind !== 'heard') return [...before, item];
    return [...before.slice(0, -1), { kind: 'heard', bytes: joinBytes([last.bytes, item.bytes]) }];
  }, []);

const pieces = ({ bytes }: Heard, sizeOf: () => number): readonly Traffic[] => {
  const cut: Traffic[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizeOf();
    cut.push({ kind: 'heard', bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return cut;
};

/** The same traffic with what was heard cut anew: `sizeOf` gives the size of the next piece. */
export const cut = (traffic: readonly Traffic[], sizeOf: () => number): readonly Traffic[] =>
  whole(traffic).flatMap((item) => (item.kind === 'heard' ? pieces(item, sizeOf) : [item]));

/** Byte by byte. */
export const bytewise = (traffic: readonly Traffic[]): readonly Traffic[] => cut(traffic, () => 1);

/** Random sizes of pieces, small ones more often. */
export const sizes: fc.Arbitrary<readonly number[]> = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 })),
  { minLength: 1, maxLength: 40 },
);

/** Cuts by a list of sizes, over and over. */
export const cutBy = (traffic: readonly Traffic[], list: readonly number[]): readonly Traffic[] => {
  let turn = 0;
  return cut(traffic, () => list[turn++ % list.length] as number);
};
