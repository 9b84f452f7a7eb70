import type { FaultNamed } from '../faults/catalogue';
import { random } from '../random';
import { spokenLine, type Utterance } from '../utterance';
import { betweenLines } from './betweenLines';

/** Puts URCs between the lines: all of them in turn, or with a seed one drawn at random. Holds state: one a fault. */
export const injectUrcs = ({
  lines,
  where,
  seed,
  chance,
}: FaultNamed<'urcs'>): ((utterance: Utterance) => readonly Utterance[]) => {
  const next = random(seed ?? 1);
  let turn = 0;
  return betweenLines(where, () => {
    if (chance < 1 && next() >= chance) return undefined;
    const at = seed === undefined ? turn : Math.floor(next() * lines.length);
    turn = (turn + 1) % lines.length;
    return spokenLine(lines[at] as string, 'urc');
  });
};
