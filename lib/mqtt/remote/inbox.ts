import { EMPTY, finalize, mergeMap, Observable, of, share, type Subscriber, tap } from 'rxjs';
import type { Link } from '../link/link';
import { type Message, readMessage } from '../link/message';
import { type JobEvent, jobEvent } from '../schema/jobEvent';

/** An event of a job, or some bytes of its body. */
export type JobNews =
  | JobEvent
  | {
      readonly kind: 'chunk';
      readonly job: string;
      readonly attempt: number;
      readonly n: number;
      readonly bytes: Uint8Array;
      readonly loaded: number;
      readonly total: number | undefined;
    };

/** The topic that receives the events of all jobs of one client. */
export interface Inbox {
  readonly topic: string;
  /** Events of one job; `subscribed` is called when the broker will deliver them. */
  readonly of: (job: string, subscribed: () => void) => Observable<JobNews>;
}

const chunkOf = ({ userProperties, payload }: Message): JobNews | undefined => {
  const [attempt, n, loaded] = [userProperties['attempt'], userProperties['n'], userProperties['loaded']].map(
    Number,
  );
  const { job = '', total } = userProperties;
  if (!attempt || !n || !loaded) return undefined;
  return {
    kind: 'chunk',
    job,
    attempt,
    n,
    bytes: payload,
    loaded,
    total: total === undefined ? total : Number(total),
  };
};

/** A message that can't be read is skipped: a broker may carry anything. */
const read = (message: Message): Observable<JobNews> => {
  if (message.userProperties['kind'] === 'chunk') {
    const chunk = chunkOf(message);
    return chunk ? of(chunk) : EMPTY;
  }
  try {
    return of(readMessage(jobEvent, 'event', message.payload));
  } catch {
    return EMPTY;
  }
};

/** Makes an inbox: one subscription at the broker for all jobs. */
export const inbox = (link: Link, topic: string): Inbox => {
  const readers = new Map<string, Subscriber<JobNews>>();
  const waiting = new Set<() => void>();
  let isOpen = false;
  const subscribed = (): void => {
    isOpen = true;
    waiting.forEach((notify) => notify());
    waiting.clear();
  };
  const received = link.listen(topic, { subscribed }).pipe(
    mergeMap(read),
    tap((news) => readers.get(news.job)?.next(news)),
    finalize(() => (isOpen = false)),
    share(),
  );
  const newsOf: Inbox['of'] = (job, notify) =>
    new Observable((reader) => {
      readers.set(job, reader);
      reader.add(received.subscribe({ error: (error: unknown) => reader.error(error) }));
      if (isOpen) notify();
      else waiting.add(notify);
      return () => {
        readers.delete(job);
        waiting.delete(notify);
      };
    });
  return { topic, of: newsOf };
};
