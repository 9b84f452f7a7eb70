import { BehaviorSubject, EMPTY, filter, ignoreElements, type Observable, Subject, take } from 'rxjs';
import type { Link } from '../../link/link';
import type { Message } from '../../link/message';
import type { JobEvent } from '../../schema/jobEvent';

/** What is told of a job, without what tells which job and in which order. */
export type Telling = JobEvent extends infer E
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

/** Tells whoever asked for a job how it goes, in order. */
export interface Outbox {
  readonly tell: (telling: Telling) => void;
  readonly piece: (piece: BodyPiece) => void;
  /** Completes when the broker has all that was told so far. */
  readonly sent: Observable<never>;
  /** Fails where the broker does not take it. */
  readonly broken: Observable<never>;
}

/** Which job, and where its events go; nowhere where nobody wants to know. */
export interface OutboxParts {
  readonly link: Link;
  readonly job: string;
  readonly attempt: number;
  readonly asked: Pick<Message, 'responseTopic' | 'correlationData'>;
}

/** Nobody listens: nothing is told. */
const silent: Outbox = { tell: () => undefined, piece: () => undefined, sent: EMPTY, broken: EMPTY };

/**
 * Makes one for a job.
 *
 *     tell     t--h---------d        taken, head, done
 *     piece    -----p--p--p-         bytes, raw; what they are stands in user properties
 *     n        1  2 3  4  5 6
 */
export const outbox = ({ link, job, attempt, asked }: OutboxParts): Outbox => {
  const { responseTopic, correlationData } = asked;
  if (responseTopic === undefined) return silent;
  const underWay = new BehaviorSubject(0);
  const broken = new Subject<never>();
  let n = 0;
  const correlation = correlationData && { correlationData: correlationData as Buffer };
  const say = (payload: Uint8Array | object, properties: object): void => {
    underWay.next(underWay.value + 1);
    link.say(responseTopic, payload, { properties: { ...properties, ...correlation } }).subscribe({
      error: (error: unknown) => {
        broken.error(error);
        underWay.next(underWay.value - 1);
      },
      complete: () => underWay.next(underWay.value - 1),
    });
  };
  return {
    tell: (telling) => {
      n += 1;
      say({ job, attempt, n, ...telling }, { contentType: 'application/json' });
    },
    piece: ({ bytes, loaded, total }) => {
      n += 1;
      const numbers = { attempt, n, loaded, ...(total !== undefined && { total }) };
      const told = Object.entries(numbers).map(([name, value]) => [name, String(value)] as const);
      const userProperties = { kind: 'chunk', job, ...Object.fromEntries(told) };
      say(bytes, { contentType: 'application/octet-stream', userProperties });
    },
    sent: underWay.pipe(
      filter((count) => count === 0),
      take(1),
      ignoreElements(),
    ),
    broken,
  };
};
