import type { Knobs, Stretch } from '../knobs';
import type { Sound } from './encode';

/** What happens to a stretch of an answer. */
interface Damage {
  readonly stretch: Stretch;
  readonly count: number;
  readonly flips?: true;
  readonly restarts?: boolean;
}

const damages = ({ stallAfter, loseBytes, flipBytes, restartAfter }: Knobs): Damage[] => [
  ...(stallAfter ? [{ stretch: stallAfter, count: Infinity }] : []),
  ...(loseBytes ? [{ stretch: loseBytes, count: loseBytes.count }] : []),
  ...(flipBytes ? [{ stretch: flipBytes, count: flipBytes.count, flips: true as const }] : []),
  ...(restartAfter ? [{ stretch: restartAfter, count: Infinity, restarts: true as const }] : []),
];

const starts = (line: string, command: string): boolean =>
  line.toUpperCase().startsWith(command.toUpperCase());

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

/** Bytes that came through, and whether the modem restarts behind them. */
export interface Damaged {
  readonly bytes: Uint8Array;
  readonly restarts: boolean;
}

/** One damage: strikes once, in the answer to the first command line that it means. */
const strike = ({ stretch, count, flips, restarts = false }: Damage) => {
  let armed = true;
  let passed = -1;
  return ({ bytes, begin }: Sound): Damaged => {
    if (begin !== undefined) {
      passed = armed && starts(begin, stretch.command) ? 0 : -1;
      armed = armed && passed < 0;
    }
    if (passed < 0) return { bytes, restarts: false };
    const from = Math.min(bytes.length, Math.max(0, stretch.bytes - passed));
    const to = Math.min(bytes.length, Math.max(0, stretch.bytes + count - passed));
    passed += bytes.length;
    if (from === to) return { bytes, restarts: false };
    if (restarts) passed = -1;
    const flipped = bytes.map((byte, at) => (at >= from && at < to ? byte ^ 1 : byte));
    return { bytes: flips ? flipped : joined(bytes.subarray(0, from), bytes.subarray(to)), restarts };
  };
};

/** Loses, flips and breaks off bytes of answers, as the knobs wish. Holds state: one a modem. */
export const damage = (knobs: Knobs): ((sound: Sound) => Damaged) => {
  const strikes = damages(knobs).map(strike);
  return (sound) =>
    strikes.reduce<Damaged>(
      (left, one) => {
        const next = one({ ...sound, bytes: left.bytes });
        return { bytes: next.bytes, restarts: left.restarts || next.restarts };
      },
      { bytes: sound.bytes, restarts: false },
    );
};
