import { filter, map, take, timeout } from 'rxjs';
import type { JobNews } from './inbox';
import type { LeftJob, RemoteContext } from './remoteContext';

/** A cancel request is retained this much longer than the job may take. */
const SLACK_SECONDS = 60;

/** Whether an event is the last one of its attempt. */
export const isEnd = ({ kind }: JobNews): boolean =>
  kind === 'done' || kind === 'failed' || kind === 'cancelled';

/** Publishes a cancel request, and reports its outcome to `left`. */
export const cancel = (
  { link, topics, inbox, options, left }: RemoteContext,
  { job, gateway, modem }: Omit<LeftJob, 'outcome'>,
  leftMs: number,
): void => {
  const messageExpiryInterval = Math.ceil(leftMs / 1_000) + SLACK_SECONDS;
  const properties = { messageExpiryInterval };
  const report = (outcome: LeftJob['outcome']): void =>
    left.next(Object.freeze({ job, gateway, modem, outcome }));
  inbox
    .of(job, () => undefined)
    .pipe(
      filter(isEnd),
      take(1),
      map(({ kind }) => kind as LeftJob['outcome']),
      timeout({ first: options.confirmMs }),
    )
    .subscribe({ next: report, error: () => report('unconfirmed') });
  link
    .publish(topics.cancel(job), { job }, { retain: true, properties })
    .subscribe({ error: () => undefined });
};
