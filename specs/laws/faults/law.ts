import type { Profile } from '../../../lib';
import { type Fault, writeFault } from '../../../lib/emulator';
import { recognise } from '../../../lib/grammar/vocabulary';
import type { LawFlow } from './flows';
import { HARMFUL, HARMLESS, HOPELESS } from './lasting';
import { type Place, placesOf, strikesAt } from './places';
import { type Fared, trial } from './trial';
import { everyNth, fullOr } from '../../helpers/thin';

/** Tries of a flow, the first one counted. */
const TRIES = 2;
/** What a try may take besides its commands: results of the network, being brought up, finding the line again twice. */
const RESULTS_MS = 2 * 125_000;
const FINDING_MS = 20_000 + 2 * 15_000;
/** `AT`, echo off, CMEE: struck in one flow only, they are the same in all. */
const BRING_UP_LINES = 3;

/** How long a flow may take: its commands' own limits, for each try. */
const deadlineMs = ({ vocabulary }: Profile, { bench, lines }: Fared): number => {
  const own = bench.said
    .slice(0, lines)
    .map(({ line }) => recognise(vocabulary, line.slice(2))?.definition.timeoutMs ?? 0);
  return TRIES * (own.reduce((sum, ms) => sum + ms, 0) + RESULTS_MS + FINDING_MS);
};

const isFlipped = (wrong: readonly Fault[]): boolean => wrong.some(({ name }) => name === 'flippedBytes');

/** A flipped bit can't be told from data: no more than its byte may differ, written in two digits. */
const isExact = (got: string | undefined, wanted: string | undefined, wrong: readonly Fault[]): boolean => {
  if (got === undefined || wanted === undefined || !isFlipped(wrong)) return got === wanted;
  const differing = [...got].filter((digit, at) => digit !== wanted[at]).length;
  return got.length === wanted.length && differing <= 2;
};

/** What a run did against the law; nothing where it kept it. */
const offences = (
  fared: Fared,
  good: Fared,
  maxMs: number,
  wrong: readonly Fault[],
  isReckoned = false,
): readonly string[] => [
  ...(fared.end.startsWith('no ModemError') || fared.end === 'never ended' ? [fared.end] : []),
  ...(fared.tookMs > maxMs ? [`took ${fared.tookMs} of ${maxMs} ms`] : []),
  ...(fared.end === 'completed' &&
  !(isReckoned && isFlipped(wrong)) &&
  !isExact(fared.result, good.result, wrong)
    ? [`gave ${fared.result} instead of ${good.result}`]
    : []),
];

/**
 * What strikes where: a command that was struck by everything before is struck by every third fault, others by all.
 * In a thin run a place is struck by every fourth or twelfth, other ones at the next place.
 */
const strikesOnce = (): ((place: Place, turn: number) => readonly Fault[]) => {
  const struck = new Set<string>();
  return (place, turn) => {
    const all = strikesAt(place, turn);
    const isNew = !struck.has(place.during);
    struck.add(place.during);
    return isNew ? everyNth(4, all, turn) : all.filter((_, at) => (at + turn) % fullOr(3, 18) === 0);
  };
};

/** Runs flows of a family under every fault of the catalogue, at every command that each of them speaks. */
export const lawOfFaults = (profile: Profile, flows: readonly LawFlow[], strikesBringUp = false): void => {
  const strikesOf = strikesOnce();
  describe.each(flows)(`law 6: $title on a ${profile.title}`, (flow) => {
    const good = trial(profile, flow, []);
    const maxMs = deadlineMs(profile, good);
    const against = (
      wrong: readonly Fault[],
      afterwards: (after: string) => boolean,
      fared = trial(profile, flow, wrong),
    ): readonly string[] => {
      const never = isFlipped(wrong) ? undefined : flow.wrong?.(fared.bench);
      const found = [
        ...offences(fared, good, maxMs, wrong, flow.isReckoned),
        ...(never === undefined ? [] : [never]),
        ...(afterwards(fared.after) ? [] : [`${fared.end}, a GET afterwards: ${fared.after}`]),
      ];
      return found.map((what) => `${wrong.map(writeFault).join(' ')}: ${what}`);
    };
    const isWell = (after: string): boolean => after === 'completed';
    const ends = (after: string): boolean => after !== 'never ended' && after !== 'other bytes';

    it('ends well with nothing wrong', () => {
      expect({ end: good.end, after: good.after }).toEqual({ end: 'completed', after: 'completed' });
    });

    it('gives the exact bytes or a reason, in time, wherever a fault strikes, and the modem is well afterwards', () => {
      const places = placesOf(good.bench).slice(strikesBringUp ? 0 : BRING_UP_LINES, good.lines);
      const strikes = places.flatMap(strikesOf);

      expect(strikes.flatMap((fault) => against([fault], isWell))).toEqual([]);
    });

    it('gives the exact bytes where the modem is only special', () => {
      const tried = HARMLESS.map((wrong) => ({ wrong, fared: trial(profile, flow, wrong) }));
      const ended = tried.map(({ wrong, fared }) => [wrong.map(writeFault).join(' '), fared.end]);

      expect(ended).toEqual(HARMLESS.map((wrong) => [wrong.map(writeFault).join(' '), 'completed']));
      expect(tried.flatMap(({ wrong, fared }) => against(wrong, isWell, fared))).toEqual([]);
    });

    it('gives the exact bytes or a reason, in time, where faults go on', () => {
      expect(HARMFUL.flatMap((wrong) => against(wrong, ends))).toEqual([]);
    });

    it('fails in time where a fault never passes', () => {
      const tried = HOPELESS.map((fault) => ({ wrong: [fault], fared: trial(profile, flow, [fault]) }));

      expect(tried.map(({ fared }) => fared.end)).toEqual(HOPELESS.map(() => 'timeout'));
      expect(tried.flatMap(({ wrong, fared }) => against(wrong, ends, fared))).toEqual([]);
    });
  });
};
