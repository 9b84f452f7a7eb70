import { filter, map, take, timeout } from 'rxjs';
import type { JobNews } from './inbox';
import type { LeftJob, RemoteDesk } from './remoteDesk';

/** What is said of a job stays so much longer than the job may take. */
const SLACK_SECONDS = 60;

/** Whether nothing will follow of this attempt. */
export const isEnd = ({ kind }: JobNews): boolean =>
  kind === 'done' || kind === 'failed' || kind === 'cancelled';

/** Says that a job is wanted no more, and tells what becomes of that. */
export const cancel = (
  { link, topics, inbox, options, left }: RemoteDesk,
  { job, gateway, modem }: Omit<LeftJob, 'outcome'>,
  leftMs: number,
): void => {
  const messageExpiryInterval = Math.ceil(leftMs / 1_000) + SLACK_SECONDS;
  const properties = { messageExpiryInterval };
  const tell = (outcome: LeftJob['outcome']): void =>
    left.next(Object.freeze({ job, gateway, modem, outcome }));
  inbox
    .of(job, () => undefined)
    .pipe(
      filter(isEnd),
      take(1),
      map(({ kind }) => kind as LeftJob['outcome']),
      timeout({ first: options.confirmMs }),
    )
    .subscribe({ next: tell, error: () => tell('unconfirmed') });
  link.say(topics.cancel(job), { job }, { retain: true, properties }).subscribe({ error: () => undefined });
};
