import { a7600, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { isFull } from '../helpers/thin';
import { type Unaskable, withResults } from './sweep/lostResult';
import { swept } from './sweep/swept';
import { onceFlowsOf } from './sweep/sweptFlows';
import { unaskableOfQuectel } from './sweep/unaskableOfQuectel';
import { unaskableOfA7600, unaskableOfSim800 } from './sweep/unaskableOfSimcom';

// Law L3: where a command is accepted and its result is lost, the modem is asked before a limit ends the wait. What can't be
// asked about is in a list, with the reason.

/** How much longer than on a clean line a flow may take. */
const WITHIN_MS = 32_000;

interface Case {
  readonly name: string;
  readonly line: string;
  /** How much longer it took than on a clean line; `Infinity` where it did not end. */
  readonly moreMs: number;
}

/** Every command with a result, in every flow; in a smaller run each command once, in the first flow that has it. */
const casesOf = (profile: Profile): readonly Case[] => {
  const seen = new Set<unknown>();
  const commands = onceFlowsOf(profile).flatMap((flow) =>
    withResults(profile, flow).filter(({ command }) => {
      const isNew = !seen.has(command);
      seen.add(command);
      return isFull || isNew;
    }),
  );
  return commands.flatMap(({ flow, line, at, goodMs, losses }) =>
    Object.entries(losses).map(([loss, what]): Case => {
      const { end, endedAt } = swept(profile, flow, (one) => (one.at === at ? what() : undefined));
      const moreMs = end === 'open' ? Infinity : endedAt - goodMs;
      return { name: `${flow.title}: ${line}: ${loss}: ${end} after ${moreMs} ms more`, line, moreMs };
    }),
  );
};

const LISTS: readonly { readonly profile: Profile; readonly list: readonly Unaskable[] }[] = [
  { profile: sim800, list: unaskableOfSim800 },
  { profile: a7600, list: unaskableOfA7600 },
  { profile: sim7600, list: unaskableOfA7600 },
  { profile: quectel, list: unaskableOfQuectel },
];

describe.each(LISTS)('law L3: a lost result on a $profile.title', ({ profile, list }) => {
  let cases: readonly Case[];
  beforeAll(() => (cases = casesOf(profile)));
  const isLate = ({ moreMs }: Case): boolean => moreMs > WITHIN_MS;
  const limitOf = ({ line }: Case): number => list.find((one) => one.line.test(line))?.limitMs ?? WITHIN_MS;

  it(`ends the wait within ${WITHIN_MS / 1_000} s, but for ${list.length} commands that the modem can't be asked about`, () => {
    // What is cleaned up behind the limit takes some seconds.
    const late = cases.filter((one) => isLate(one) && one.moreMs > limitOf(one) + 5_000);

    expect(late.map(({ name }) => name)).toEqual([]);
    expect(cases.length).toBeGreaterThan(20);
  });

  it('lasts for each command of the list, which holds no other', () => {
    const late = cases.filter(isLate);

    expect(list.filter(({ line: pattern }) => !late.some(({ line }) => pattern.test(line)))).toEqual([]);
    expect(list.filter(({ because }) => because.length < 20)).toEqual([]);
  });
});

describe.each(LISTS)('law L3: a result that only takes its time on a $profile.title', ({ profile }) => {
  const DELAYED = /^(http|ftp|modemMqtt\.publish|clock)/;

  it.each(onceFlowsOf(profile).filter(({ title }) => DELAYED.test(title)))(
    'is waited for, and nothing is done twice: $title',
    (flow) => {
      const good = swept(profile, flow);
      const slow = swept(profile, flow, () => undefined, { resultDelayMs: 25_000 });

      expect({ end: slow.end, result: slow.result }).toEqual({ end: good.end, result: good.result });
      expect(slow.desk.deeds).toEqual(good.desk.deeds);
      expect(slow.desk.messages).toEqual(good.desk.messages);
    },
  );
});
