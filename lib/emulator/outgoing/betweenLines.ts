import type { UrcPlace } from '../urcPlace';
import type { Utterance } from '../utterance';

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
 * Puts something between the lines, at these places, where there is something to put; never inside counted bytes: those stand
 * behind their header with nothing between. Holds state: one a fault.
 */
export const betweenLines = (
  where: readonly (UrcPlace | 'everywhere')[],
  make: () => Utterance | undefined,
): ((utterance: Utterance) => readonly Utterance[]) => {
  let before: Utterance | undefined;
  const isWanted = (place: UrcPlace): boolean => where.includes('everywhere') || where.includes(place);
  const madeAt = (places: readonly UrcPlace[]): readonly Utterance[] => {
    const made = places.some(isWanted) ? make() : undefined;
    return made ? [made] : [];
  };
  return (utterance) => {
    const around = [
      ...madeAt(placesBetween(before, utterance)),
      utterance,
      ...madeAt(placesBehind(utterance)),
    ];
    before = utterance;
    return around;
  };
};
