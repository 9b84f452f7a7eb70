import type { GatewayNews } from '../mqtt/gateway/jobs/gatewayNews';
import type { Instruments } from './instruments';

/** The label of a job that no modem had. */
const NONE = 'none';

/** Counts the news of a gateway: its broker, its jobs, and the transfers that they are. */
export const jobMetrics = (all: Instruments): ((news: GatewayNews) => void) => {
  /** The modem of each running job. */
  const modems = new Map<string, string>();
  const leave = (job: string): void => {
    const modem = modems.get(job);
    if (modem === undefined) return;
    modems.delete(job);
    all.jobsRunning.dec({ modem });
  };
  return (news) => {
    if (news.kind === 'broker') all.broker.set(Number(news.isConnected));
    if (news.kind === 'refused') all.jobsRefused.inc({ reason: news.reason.kind });
    // A job that moves to another modem is taken again.
    if (news.kind === 'taken' || news.kind === 'ended') leave(news.job);
    if (news.kind === 'taken') {
      modems.set(news.job, news.modem);
      all.jobsRunning.inc({ modem: news.modem });
    }
    if (news.kind === 'ended') ended(all, news);
  };
};

type Ended = GatewayNews & { readonly kind: 'ended' };

const ended = (all: Instruments, news: Ended): void => {
  const { modem = NONE, what: flow, outcome, reason, bytes, tookMs, firstByteMs } = news;
  all.jobs.inc({ modem, flow, outcome });
  // What another gateway did is no transfer of this one.
  if (outcome === 'elsewhere') return;
  const labels = { modem, flow };
  all.transfers.inc({ ...labels, result: outcome === 'failed' ? (reason?.kind ?? outcome) : outcome });
  all.transferTime.observe(labels, tookMs / 1_000);
  all.received.inc({ modem }, bytes);
  if (firstByteMs !== undefined) all.firstByte.observe(labels, firstByteMs / 1_000);
};
