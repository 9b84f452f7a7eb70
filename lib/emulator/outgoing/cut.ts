import type { Knobs } from '../knobs';
import { random } from '../random';
import type { Sound } from './encode';

const slices = (bytes: Uint8Array, sizeOf: () => number): Sound[] => {
  const parts: Sound[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizeOf();
    parts.push({ bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return parts;
};

/** How much a paced line gives at once: what it carries in 4 ms, at least one byte. */
const atOnce = (baud: number): number => Math.max(1, Math.floor(baud / 2_500));

const sizes = ({ pieces, baud }: Knobs): (() => number) | undefined => {
  if (!pieces) return baud > 0 ? () => atOnce(baud) : undefined;
  const next = random(pieces.seed ?? 1);
  const { least, most } = pieces;
  return () => Math.max(1, least + Math.floor(next() * (most - least + 1)));
};

/** Cuts the output into pieces, as the knobs wish. Holds state: one a modem. */
export const cut = (knobs: Knobs): ((sound: Sound) => Sound[]) => {
  const sizeOf = sizes(knobs);
  return (sound) => (sizeOf && sound.begin === undefined ? slices(sound.bytes, sizeOf) : [sound]);
};
