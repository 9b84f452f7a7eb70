import type { Reason } from '../../../grammar/errors/reason';
import { wireReason } from '../../link/wireReason';
import type { Stop } from './jobStops';
import type { ClaimResult } from './ledger';
import type { Job } from '../../schema/job';
import { whatOf } from '../../link/isIdempotent';
import type { GatewayNews } from './gatewayNews';
import { ModemError } from '../../../grammar/errors/modemError';

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
  readonly verdict: ClaimResult | undefined;
  readonly stop: Stop | undefined;
  readonly failure: Reason | undefined;
  /** Who it was. */
  readonly gateway: string;
}

const ELSEWHERE: JobEnd = { outcome: 'elsewhere', before: true };

const before = ({ record }: ClaimResult & { readonly kind: 'ended' }): JobEnd => {
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

/** A reason without what a server or a modem answered, and what was asked: that is for the one who asked, not for records and logs. */
export const bareReason = (reason: Reason, job: Job): Reason => {
  if (reason.kind === 'http-status')
    return { ...reason, head: { ...reason.head, headers: {} }, body: new Uint8Array(0) };
  if (job.flow !== 'send' || !('command' in reason)) return reason;
  return { ...reason, command: whatOf(job), ...('line' in reason && { line: '' }) };
};

/** What a job took. */
interface Effort {
  readonly modem: string | undefined;
  readonly bytes: number;
  readonly tookMs: number;
}

/** What logs are told of a job's end: nothing of what was asked or answered. */
export const endedNews = (
  job: Job,
  { outcome, before, reason }: JobEnd,
  { modem, ...effort }: Effort,
): GatewayNews => ({
  ...{ kind: 'ended', job: job.id, what: whatOf(job), ...effort },
  outcome: before ? 'elsewhere' : outcome,
  ...(modem !== undefined && { modem }),
  ...(reason && { reason: bareReason(reason, job) }),
});

/** What is no failure of a modem's is a mistake of the library's: the job fails, the gateway goes on. */
export const reasonOf = (error: unknown, what: string): Reason =>
  error instanceof ModemError ? error.reason : { kind: 'unreadable', command: what, line: String(error) };
