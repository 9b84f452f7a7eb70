import { vectors } from './vectors';

const HEX = '0123456789ABCDEF';
const pdus = [...vectors.vectors, ...vectors.malformed].map(({ pdu }) => pdu);

/** A small generator of numbers below `limit`, the same ones for the same seed (mulberry32). */
export const numbersFrom = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
};

/** A PDU of the vectors with some digits changed, inserted, lost or doubled; now and then only noise. */
export const mutatedPdu = (next: (limit: number) => number): string => {
  const digit = () => HEX.charAt(next(16));
  if (next(20) === 0) return Array.from({ length: next(360) }, digit).join('');
  let pdu = pdus[next(pdus.length)] ?? '';
  for (let times = 1 + next(6); times > 0; times -= 1) {
    const at = next(pdu.length + 1);
    const to = at + next(8);
    const changed = [
      digit(),
      digit() + digit() + pdu.slice(at),
      pdu.slice(to),
      pdu.slice(at, to) + pdu.slice(at),
    ];
    const which = next(changed.length);
    pdu = pdu.slice(0, at) + (which === 0 ? digit() + pdu.slice(at + 1) : (changed[which] ?? ''));
  }
  return pdu;
};
