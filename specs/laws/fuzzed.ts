import { config, ignoreElements, switchMap, take, takeUntil, timer } from 'rxjs';
import type { Profile } from '../../lib';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { flowDesk } from './flowDesk';
import { type FlowCase, flowsOf } from './flows';
import { type Dice, dice, mutating } from './mutations';

/** No flow may take longer, whatever comes, in virtual milliseconds: three tries of the longest, bring-up and pauses. */
const MAX_MS = 3_600_000;

/** What came of a flow on a line gone mad. */
export interface Fuzzed {
  readonly seed: number;
  readonly title: string;
  /** What is wrong; nothing where all is well. */
  readonly problem: string | undefined;
  readonly end: string;
  readonly afterMs: number;
}

/** The flow that a seed draws, which is its first draw. */
export const flowOf = (profile: Profile, { oneOf }: Dice): FlowCase => oneOf(flowsOf(profile));

/** Runs a flow whose modem is misheard, by a seed: it must end by itself, with or without a `ModemError`, and nothing else may be thrown. */
export const fuzzed = (profile: Profile, seed: number): Fuzzed => {
  const drawn = dice(seed);
  const flow = flowOf(profile, drawn);
  const most = 1 + drawn.below(60);
  const knobs = { echo: drawn.chance(0.5), pieces: drawn.chance(0.7) ? { least: 1, most, seed } : undefined };
  const desk = flowDesk(profile, { ...knobs, latencyMs: drawn.below(3) });
  const [chance, pieces] = [drawn.oneOf([0.02, 0.1, 0.4]), drawn.oneOf([30, 300, 3_000])];
  const escaped: unknown[] = [];
  const before = config.onUnhandledError;
  config.onUnhandledError = (error) => escaped.push(error);
  try {
    const {
      end,
      endedAt = 0,
      reason,
    } = virtually(() =>
      watch(
        desk
          .connected({ trace: () => undefined }, (port) => mutating(port, drawn, chance, pieces))
          .pipe(take(1), switchMap(flow.run), ignoreElements(), takeUntil(timer(MAX_MS))),
      ),
    );
    const [first] = escaped;
    const isLate = endedAt >= MAX_MS ? 'it did not end' : undefined;
    // What the user gave is fine: nobody may say that it is not, but for a file that was misheard to be in the way.
    const isInTheWay = reason?.kind === 'invalid-argument' && reason.name === 'file';
    const isOther =
      !isInTheWay && /^(no ModemError|open|invalid-argument|cancelled)/.test(end)
        ? `${end} ${JSON.stringify(reason ?? {})}`
        : undefined;
    const problem = escaped.length > 0 ? `escaped: ${String(first)}` : (isOther ?? isLate);
    return { seed, title: flow.title, problem, end, afterMs: endedAt };
  } catch (error) {
    const stack = error instanceof Error ? error.stack : undefined;
    return {
      seed,
      title: flow.title,
      problem: `thrown: ${stack ?? String(error)}`,
      end: 'thrown',
      afterMs: 0,
    };
  } finally {
    config.onUnhandledError = before;
  }
};
