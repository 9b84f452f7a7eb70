import type { UrcPlace } from '../faults/kinds';
import { type Utterance, spokenLine } from '../core/utterance';
import type { FaultNamed } from '../faults/catalogue';
import { latin1Bytes } from '../../grammar/latin1';
import { random } from '../faults/random';

const roleOf = (utterance: Utterance | undefined): string | undefined =>
  utterance === undefined || utterance.kind === 'begin' ? undefined : utterance.role;

/** The places between the last utterance and this one. */
const placesBetween = (before: Utterance | undefined, now: Utterance): UrcPlace[] => {
  if (now.kind !== 'line') return [];
  const places: UrcPlace[] = [];
  if (roleOf(before) === 'payload') places.push('after-payload');
  if (now.role === 'final') places.push('before-final');
  else if (now.role === 'result') places.push('before-result');
  else if (now.role !== 'urc') places.push('before-answer');
  return places;
};

/** The places after this utterance. */
const placesBehind = (now: Utterance): UrcPlace[] => {
  const role = roleOf(now);
  if (role === 'final' || role === 'last') return ['after-final'];
  return role === 'result' ? ['after-result'] : [];
};

/**
 * Inserts utterances between the lines at these places, never inside counted bytes. `make` may return nothing. Holds state: one
 * instance per fault.
 */
export const betweenLines = (
  where: readonly (UrcPlace | 'everywhere')[],
  make: () => Utterance | undefined,
): ((utterance: Utterance) => readonly Utterance[]) => {
  let before: Utterance | undefined;
  const isWanted = (place: UrcPlace): boolean => where.includes('everywhere') || where.includes(place);
  const madeAt = (places: readonly UrcPlace[], on: Pick<Utterance, 'channel'>): readonly Utterance[] => {
    const made = places.some(isWanted) ? make() : undefined;
    return made ? [{ ...made, ...on }] : [];
  };
  return (utterance) => {
    const on = utterance.channel === undefined ? {} : { channel: utterance.channel };
    const around = [
      ...madeAt(placesBetween(before, utterance), on),
      utterance,
      ...madeAt(placesBehind(utterance), on),
    ];
    before = utterance;
    return around;
  };
};

/** Inserts random bytes between the lines, the same for the same seed. Holds state: one instance per fault. */
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

/** Inserts URCs between the lines: in order, or with a seed at random. Holds state: one instance per fault. */
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

/** Inserts bytes between the lines, as a modem does that pushes what it received. Holds state: one instance per fault. */
export const pushBytes = ({
  text,
  where,
  chance,
  times,
  seed,
}: FaultNamed<'pushedBytes'>): ((utterance: Utterance) => readonly Utterance[]) => {
  const next = random(seed);
  let left = times === 'always' ? Infinity : times;
  return betweenLines(where, () => {
    if (left === 0 || (chance < 1 && next() >= chance)) return undefined;
    left -= 1;
    return { kind: 'bytes', role: 'noise', bytes: latin1Bytes(text) };
  });
};
