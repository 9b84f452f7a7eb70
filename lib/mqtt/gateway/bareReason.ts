import type { Reason } from '../../grammar/reason';
import type { Job } from '../schema/job';
import { whatOf } from '../whatOf';

/** A reason without what a server or a modem answered, and what was asked: that is for the one who asked, not for records and logs. */
export const bareReason = (reason: Reason, job: Job): Reason => {
  if (reason.kind === 'http-status')
    return { ...reason, head: { ...reason.head, headers: {} }, body: new Uint8Array(0) };
  if (job.flow !== 'send' || !('command' in reason)) return reason;
  return { ...reason, command: whatOf(job), ...('line' in reason && { line: '' }) };
};
