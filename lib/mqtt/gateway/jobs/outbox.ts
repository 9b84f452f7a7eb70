import { BehaviorSubject, EMPTY, filter, ignoreElements, type Observable, Subject, take } from 'rxjs';
import type { Link } from '../../link/link';
import type { Message } from '../../link/message';
import type { JobEvent } from '../../schema/jobEvent';

/** An event of a job before it is numbered. */
export type EventDraft = JobEvent extends infer E
  ? E extends JobEvent
    ? Omit<E, 'job' | 'attempt' | 'n'>
    : never
  : never;

/** Some bytes of a body. */
export interface BodyPiece {
  readonly bytes: Uint8Array;
  readonly loaded: number;
  readonly total: number | undefined;
}

/** Publishes the events of one job, in order. */
export interface Outbox {
  readonly event: (draft: EventDraft) => void;
  readonly piece: (piece: BodyPiece) => void;
  /** Completes when the broker has everything that was published so far. */
  readonly sent: Observable<never>;
  /** Fails where the broker refuses a message. */
  readonly broken: Observable<never>;
}

/** Which job, and where its events go. Without a response topic nothing is published. */
export interface OutboxParts {
  readonly link: Link;
  readonly job: string;
  readonly attempt: number;
  readonly asked: Pick<Message, 'responseTopic' | 'correlationData'>;
}

const silent: Outbox = { event: () => undefined, piece: () => undefined, sent: EMPTY, broken: EMPTY };

/**
 * Makes the outbox of a job.
 *
 *     event    t--h---------d        taken, head, done
 *     piece    -----p--p--p-         raw bytes; their numbers are user properties
 *     n        1  2 3  4  5 6
 */
export const outbox = ({ link, job, attempt, asked }: OutboxParts): Outbox => {
  const { responseTopic, correlationData } = asked;
  if (responseTopic === undefined) return silent;
  const pending = new BehaviorSubject(0);
  const broken = new Subject<never>();
  let n = 0;
  const correlation = correlationData && { correlationData: correlationData as Buffer };
  const publish = (payload: Uint8Array | object, properties: object): void => {
    pending.next(pending.value + 1);
    link.publish(responseTopic, payload, { properties: { ...properties, ...correlation } }).subscribe({
      error: (error: unknown) => {
        broken.error(error);
        pending.next(pending.value - 1);
      },
      complete: () => pending.next(pending.value - 1),
    });
  };
  return {
    event: (draft) => {
      n += 1;
      publish({ job, attempt, n, ...draft }, { contentType: 'application/json' });
    },
    piece: ({ bytes, loaded, total }) => {
      n += 1;
      const numbers = { attempt, n, loaded, ...(total !== undefined && { total }) };
      const texts = Object.entries(numbers).map(([name, value]) => [name, String(value)] as const);
      const userProperties = { kind: 'chunk', job, ...Object.fromEntries(texts) };
      publish(bytes, { contentType: 'application/octet-stream', userProperties });
    },
    sent: pending.pipe(
      filter((count) => count === 0),
      take(1),
      ignoreElements(),
    ),
    broken,
  };
};
