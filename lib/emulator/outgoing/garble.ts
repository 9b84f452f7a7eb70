import type { FaultNamed } from '../faults/catalogue';
import { random } from '../random';
import type { Utterance } from '../utterance';
import { betweenLines } from './betweenLines';

/** Puts random bytes between the lines, the same ones for the same seed. Holds state: one a fault. */
export const garble = ({
  where,
  least,
  most,
  chance,
  seed,
}: FaultNamed<'garbage'>): ((utterance: Utterance) => readonly Utterance[]) => {
  const next = random(seed);
  return betweenLines(where, () => {
    if (next() >= chance) return undefined;
    const length = least + Math.floor(next() * Math.max(1, most - least + 1));
    return {
      kind: 'bytes',
      role: 'noise',
      bytes: Uint8Array.from({ length }, () => Math.floor(next() * 256)),
    };
  });
};
