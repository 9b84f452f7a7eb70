import type { Job } from '../schema/job';
import { whatOf } from '../whatOf';
import { bareReason } from './bareReason';
import type { GatewayNews } from './gatewayNews';
import type { JobEnd } from './jobEnd';

/** What a job took. */
export interface Effort {
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
