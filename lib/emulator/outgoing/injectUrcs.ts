import type { Knobs, UrcPlace } from '../knobs';
import { random } from '../random';
import { spokenLine, type Utterance } from '../utterance';

const roleOf = (utterance: Utterance | undefined): string | undefined =>
  utterance === undefined || utterance.kind === 'begin' ? undefined : utterance.role;

/** The places between what was said last and what is said now. */
const placesBetween = (before: Utterance | undefined, now: Utterance): UrcPlace[] => {
  if (now.kind !== 'line') return [];
  const places: UrcPlace[] = [];
  if (roleOf(before) === 'payload') places.push('after-payload');
  if (now.role === 'final') places.push('before-final');
  else if (now.role === 'result') places.push('before-result');
  else if (now.role !== 'urc') places.push('before-answer');
  return places;
};

/** The places behind what is said now, whatever follows. */
const placesBehind = (now: Utterance): UrcPlace[] => {
  const role = roleOf(now);
  if (role === 'final' || role === 'last') return ['after-final'];
  return role === 'result' ? ['after-result'] : [];
};

/**
 * Puts URCs between the lines, never inside counted bytes: those stand behind their header with nothing between. Holds
 * state: one a modem.
 */
export const injectUrcs = ({ urcs }: Knobs): ((utterance: Utterance) => Utterance[]) => {
  if (!urcs || urcs.lines.length === 0) return (utterance) => [utterance];
  const { lines, where, seed, chance = 1 } = urcs;
  const next = random(seed ?? 1);
  let turn = 0;
  let before: Utterance | undefined;
  const wanted = (place: UrcPlace): boolean =>
    where === 'everywhere' || (typeof where === 'string' ? where === place : where.includes(place));
  const urcAt = (places: readonly UrcPlace[]): Utterance[] => {
    if (!places.some(wanted) || (chance < 1 && next() >= chance)) return [];
    const at = seed === undefined ? turn : Math.floor(next() * lines.length);
    turn = (turn + 1) % lines.length;
    return [spokenLine(lines[at] as string, 'urc')];
  };
  return (utterance) => {
    const around = [...urcAt(placesBetween(before, utterance)), utterance, ...urcAt(placesBehind(utterance))];
    before = utterance;
    return around;
  };
};
