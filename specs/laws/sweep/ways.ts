import type { Profile } from '../../../lib';
import { fullOr } from '../../helpers/thin';
import { line, OK, type Said } from '../../modem/scripted';
import type { FlowCase } from '../flows';
import { BRING_UP_LINES, swept, type Swept } from './swept';
import { sweptFlowsOf } from './sweptFlows';

/** What may come in place of an answer. The command is not done. */
export const WAYS: Readonly<Record<string, readonly Said[]>> = {
  'is refused': [line('ERROR')],
  'is refused with a code': [line('+CME ERROR: 3')],
  'is refused in words': [line('+CME ERROR: operation not allowed')],
  'is not answered': [],
  'is answered with nonsense': [line('+WHAT: "is",this') + OK],
  'is answered with OK alone': [OK],
  'is answered with half a header': ['\r\n+HT'],
  'is answered with one byte': ['\x00'],
};

/** A command of a flow, struck in one way each time that it is written. */
export interface Struck {
  readonly profile: Profile;
  readonly flow: FlowCase;
  /** How the flow fares with nothing wrong. */
  readonly good: Swept;
  readonly line: string;
  readonly way: string;
}

/** Runs the flow with the command struck. */
export const strike = ({ profile, flow, line: text, way }: Struck): Swept =>
  swept(profile, flow, ({ line: written, at }) =>
    written === text && at >= BRING_UP_LINES ? { says: WAYS[way] ?? [], passes: () => '' } : undefined,
  );

/**
 * Every command of every flow of a family, struck in every way. A command that an earlier flow was struck at is struck in
 * fewer ways than a new one.
 */
export const strikesOf = (
  profile: Profile,
  {
    every = 1,
    wants = () => true,
  }: { every?: number; wants?: (line: string, flow: FlowCase) => boolean } = {},
): readonly Struck[] => {
  const struck = new Set<string>();
  let turn = 0;
  return sweptFlowsOf(profile).flatMap((flow) => {
    const good = swept(profile, flow);
    const lines = [...new Set(good.written.slice(BRING_UP_LINES).map(({ line: text }) => text))];
    return lines
      .filter((text) => wants(text, flow))
      .flatMap((text) => {
        turn += 1;
        const isNew = !struck.has(text);
        struck.add(text);
        const nth = (isNew ? fullOr(2, 6) : fullOr(8, 24)) * every;
        const ways = Object.keys(WAYS).filter((_, at) => (at + turn) % nth === 0);
        return ways.map((way) => ({ profile, flow, good, line: text, way }));
      });
  });
};
