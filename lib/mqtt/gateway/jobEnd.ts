import type { Reason } from '../../grammar/reason';
import { wireReason } from '../wireReason';
import type { Stop } from './jobStops';
import type { Verdict } from './verdict';

/** How a job ended here, and who is told so. */
export interface JobEnd {
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'elsewhere';
  readonly reason?: Reason;
  /** Whether it ended so before: the ledger says so already. */
  readonly before: boolean;
}

/** What is known when a job is over. */
export interface JobEndParts {
  /** What was found when it was claimed; nothing where it was not. */
  readonly verdict: Verdict | undefined;
  readonly stop: Stop | undefined;
  readonly failure: Reason | undefined;
  /** Who it was. */
  readonly gateway: string;
}

const ELSEWHERE: JobEnd = { outcome: 'elsewhere', before: true };

const before = ({ record }: Verdict & { readonly kind: 'ended' }): JobEnd => {
  const { outcome = 'done', reason } = record;
  return { outcome, before: true, ...(reason && { reason: wireReason.read(reason).reason }) };
};

const failed = (reason: Reason): JobEnd => ({ outcome: 'failed', reason, before: false });

/** Makes up how a job ended. */
export const jobEnd = ({ verdict, stop, failure, gateway }: JobEndParts): JobEnd => {
  if (verdict?.kind === 'elsewhere' || stop?.kind === 'superseded') return ELSEWHERE;
  if (verdict?.kind === 'ended') return before(verdict);
  if (verdict?.kind === 'interrupted')
    return failed({ kind: 'interrupted', where: `the gateway before ${gateway}` });
  if (verdict?.kind === 'cancelled' || stop?.kind === 'cancelled')
    return { outcome: 'cancelled', before: false };
  if (stop) return failed(stop.reason);
  return failure ? failed(failure) : { outcome: 'done', before: false };
};
