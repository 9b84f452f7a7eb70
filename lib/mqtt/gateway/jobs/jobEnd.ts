import type { Reason } from '../../../grammar/errors/reason';
import { wireReason } from '../../link/wireReason';
import type { EndCause } from './jobPhase';
import type { ClaimResult } from './ledger';
import type { Job } from '../../schema/job';
import { whatOf } from '../../link/isIdempotent';
import type { GatewayNews } from './gatewayNews';
import { ModemError } from '../../../grammar/errors/modemError';
import type { EventDraft } from './outbox';

/** How a job ended at this gateway. */
export interface JobEnd {
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'elsewhere';
  readonly reason?: Reason;
  /** Whether it had ended before this gateway took it: the ledger has its end already. */
  readonly before: boolean;
}

const ELSEWHERE: JobEnd = { outcome: 'elsewhere', before: true };

/** Decides how a job ended, from the cause. */
export const jobEnd = (cause: EndCause, gateway: string): JobEnd => {
  switch (cause.kind) {
    case 'elsewhere':
    case 'superseded':
      return ELSEWHERE;
    case 'ended':
      return endedBefore(cause);
    case 'interrupted':
      return failed({ kind: 'interrupted', where: `the gateway before ${gateway}` });
    case 'failed':
      return failed(cause.reason);
    case 'cancelled':
    case 'done':
      return { outcome: cause.kind, before: false };
  }
};

const endedBefore = ({ record }: ClaimResult & { readonly kind: 'ended' }): JobEnd => {
  const { outcome = 'done', reason = { kind: 'unknown' } } = record;
  return { outcome, before: true, ...(outcome === 'failed' && { reason: wireReason.read(reason).reason }) };
};

const failed = (reason: Reason): JobEnd => ({ outcome: 'failed', reason, before: false });

/** The last event of a job: how it ended. */
export const endEvent = ({ outcome, reason, before }: JobEnd): EventDraft => {
  const again = before && { before };
  if (!reason) return { kind: outcome === 'cancelled' ? outcome : 'done', ...again };
  const { message } = new ModemError(reason);
  return { kind: 'failed', reason: wireReason.write(reason), message, ...again };
};

/** A reason for records and logs: without what a server or a modem answered, and without the job's own text. */
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
  readonly firstByteMs: number | undefined;
}

/** The log entry of a job's end; it holds nothing of the request or the answer. */
export const endedNews = (
  job: Job,
  { outcome, before, reason }: JobEnd,
  { modem, firstByteMs, ...effort }: Effort,
): GatewayNews => ({
  ...{ kind: 'ended', job: job.id, what: whatOf(job), ...effort },
  outcome: before ? 'elsewhere' : outcome,
  ...(modem !== undefined && { modem }),
  ...(firstByteMs !== undefined && { firstByteMs }),
  ...(reason && { reason: bareReason(reason, job) }),
});

/** The reason of an error. An error of another kind is a bug of this library: the job fails, the gateway goes on. */
export const reasonOf = (error: unknown, what: string): Reason =>
  error instanceof ModemError ? error.reason : { kind: 'unreadable', command: what, line: String(error) };
