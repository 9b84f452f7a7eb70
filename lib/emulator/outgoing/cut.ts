import type { FaultNamed } from '../faults/catalogue';
import { random } from '../faults/random';
import type { Sound } from './encode';

const slices = (sound: Sound, sizeOf: () => number): Sound[] => {
  const { bytes } = sound;
  const parts: Sound[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizeOf();
    parts.push({ ...sound, bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return parts;
};

const drawn = ({ least, most, seed }: FaultNamed<'pieces'>): (() => number) => {
  const next = random(seed);
  return () => Math.max(1, least + Math.floor(next() * (most - least + 1)));
};

/** Cuts the output into pieces. Holds state: one instance per modem. */
export const cut = (pieces: readonly FaultNamed<'pieces'>[]): ((sound: Sound) => readonly Sound[]) => {
  const sizes = pieces.map(drawn);
  return (sound) =>
    sound.begin === undefined
      ? sizes.reduce<readonly Sound[]>(
          (sounds, sizeOf) => sounds.flatMap((one) => slices(one, sizeOf)),
          [sound],
        )
      : [sound];
};
