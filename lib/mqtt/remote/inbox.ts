import { EMPTY, finalize, mergeMap, Observable, of, share, type Subscriber, tap } from 'rxjs';
import type { Link } from '../link/link';
import { type Message, readMessage } from '../link/message';
import { type JobEvent, jobEvent } from '../schema/jobEvent';

/** Something that was told of a job: an event, or some bytes of its body. */
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

/** Where all jobs of one client hear how they go. */
export interface Inbox {
  readonly topic: string;
  /** What is told of one job, while somebody is subscribed; `subscribed` is called when the broker will tell it. */
  readonly of: (job: string, subscribed: () => void) => Observable<JobNews>;
}

const chunkOf = ({ told, payload }: Message): JobNews | undefined => {
  const [attempt, n, loaded] = [told['attempt'], told['n'], told['loaded']].map(Number);
  const { job = '', total } = told;
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

/** What can't be read is nobody's: a broker may carry anything. */
const read = (message: Message): Observable<JobNews> => {
  if (message.told['kind'] === 'chunk') {
    const chunk = chunkOf(message);
    return chunk ? of(chunk) : EMPTY;
  }
  try {
    return of(readMessage(jobEvent, 'event', message.payload));
  } catch {
    return EMPTY;
  }
};

/** Makes one: one subscription at the broker for all jobs, and each hears its own. */
export const inbox = (link: Link, topic: string): Inbox => {
  const readers = new Map<string, Subscriber<JobNews>>();
  const waiting = new Set<() => void>();
  let isOpen = false;
  const subscribed = (): void => {
    isOpen = true;
    waiting.forEach((told) => told());
    waiting.clear();
  };
  const heard = link.hear(topic, { subscribed }).pipe(
    mergeMap(read),
    tap((news) => readers.get(news.job)?.next(news)),
    finalize(() => (isOpen = false)),
    share(),
  );
  const newsOf: Inbox['of'] = (job, told) =>
    new Observable((reader) => {
      readers.set(job, reader);
      reader.add(heard.subscribe({ error: (error: unknown) => reader.error(error) }));
      if (isOpen) told();
      else waiting.add(told);
      return () => {
        readers.delete(job);
        waiting.delete(told);
      };
    });
  return { topic, of: newsOf };
};
