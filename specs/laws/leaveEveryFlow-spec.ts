import { a7600, quectel, sim7600, sim800, type Profile } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { BALANCED, balanceOf } from './flowDesk';
import { type FlowCase, flowsOf } from './flows';
import { leaveAt } from './leaveAt';
import { fullOr } from '../helpers/thin';

// Law 5: leave any flow anywhere. The GET has a spec of its own, leaveAnywhere-spec, with more kinds of lines.

const SHATTERED: Partial<EmulatorSettings> = {
  faults: [faults.pieces({ least: 10, most: 50 }), faults.urcs({ lines: ['+CREG: 1', 'RING'] })],
  latencyMs: 1,
  resultDelayMs: 5,
};

interface Place {
  readonly profile: Profile;
  readonly line: string;
  readonly knobs: Partial<EmulatorSettings>;
  readonly every: number;
}

/**
 * A flow that is left in a pause has nothing to wind up. Where it was the only one, the port closes with it, and what `concat`
 * begins behind it finds the port closed: a program that goes on holds the modem with `keepOpen`.
 */
const closesWith = (profile: Profile, { title }: FlowCase): boolean =>
  profile === quectel && title === 'sockets.ping';

/** `every`: at which of the things that happen the flow is left; all of them take their time. */
describe.each([
  { profile: sim800, line: 'answers at once', knobs: {}, every: fullOr(1, 17) },
  { profile: a7600, line: 'answers at once', knobs: {}, every: fullOr(1, 17) },
  { profile: sim7600, line: 'answers at once', knobs: {}, every: fullOr(5, 45) },
  { profile: quectel, line: 'answers at once', knobs: {}, every: fullOr(1, 19) },
  {
    profile: sim800,
    line: 'comes in pieces, with URCs and late results',
    knobs: SHATTERED,
    every: fullOr(31, 121),
  },
  {
    profile: a7600,
    line: 'comes in pieces, with URCs and late results',
    knobs: SHATTERED,
    every: fullOr(31, 121),
  },
] as readonly Place[])('law 5: on a $profile.title that $line', ({ profile, knobs, every }) => {
  const own = flowsOf(profile);
  const all = own.map((flow, at) => ({ ...flow, first: 1 + ((at * 7) % every) }));

  it.each(all)('$title can be left anywhere, and all is closed and cleared', (flow) => {
    let times = 0;
    for (let step = flow.first, wasLeft = true; wasLeft; step += every) {
      const left = leaveAt(profile, flow, knobs, step);
      const { first, end, fresh } = left;
      ({ wasLeft } = left);
      times += 1;
      const isClosed = end === 'closed' && closesWith(profile, flow);

      expect({ step, first, end, fresh, ...balanceOf(left.desk) }).toEqual({
        ...{ step, first: 'completed' },
        ...(isClosed ? { end, fresh: undefined } : { end: 'completed', fresh: [true, true] }),
        ...BALANCED,
      });
    }
    expect(times).toBeGreaterThan(every > 1 ? 0 : 2);
  });
});
