import { concat, defer, EMPTY, finalize, type Observable } from 'rxjs';
import type { Job } from '../../schema/job';

/** Acknowledges a message. */
type Acknowledge = () => void;

/** What does a job. */
export interface Doing<T> {
  readonly run: () => Observable<T>;
  /** Ends it, since a later attempt has begun. */
  readonly supersede: () => void;
}

/** Does a job that is not under way, and acknowledges all messages that asked for it when it is over. */
export type UnderWay = <T>(job: Job, acknowledge: Acknowledge, doing: () => Doing<T>) => Observable<T>;

interface Entry {
  readonly attempt: number;
  readonly acknowledgements: Acknowledge[];
  readonly supersede: () => void;
}

/**
 * Keeps account of the jobs that are under way: one that is asked for again meanwhile only waits for its end, and a later
 * attempt at one ends the earlier.
 *
 *     job 7              a-----------|
 *     job 7              ···a               nothing is done
 *     acks               ------------(aa)
 *     job 7, attempt 2   ······a---|        and the first one is stopped there
 */
export const jobsUnderWay = (): UnderWay => {
  const known = new Map<string, Entry>();
  return (job, acknowledge, doing) =>
    defer(() => {
      const { id, attempt = 1 } = job;
      const before = known.get(id);
      if (before && before.attempt >= attempt) {
        if (before.attempt > attempt) acknowledge();
        else before.acknowledgements.push(acknowledge);
        return EMPTY;
      }
      const { run, supersede } = doing();
      const entry: Entry = { attempt, acknowledgements: [acknowledge], supersede };
      known.set(id, entry);
      before?.supersede();
      // What is left in the middle was not done: the broker shall hand it out again.
      const over = defer(() => {
        entry.acknowledgements.forEach((one) => one());
        return EMPTY;
      });
      const forget = (): void => {
        if (known.get(id) === entry) known.delete(id);
      };
      return concat(run(), over).pipe(finalize(forget));
    });
};
