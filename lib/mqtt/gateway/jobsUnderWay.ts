import { concat, defer, EMPTY, finalize, type Observable } from 'rxjs';
import type { Job } from '../schema/job';

/** Acknowledges a message. */
type Acknowledge = () => void;

/** Does a job that is not under way, and acknowledges all messages that asked for it when it is over. */
export type UnderWay = <T>(job: Job, acknowledge: Acknowledge, work: () => Observable<T>) => Observable<T>;

/**
 * Keeps account of the jobs that are under way: one that is asked for again meanwhile only waits for its end.
 *
 *     job 7     a-----------|
 *     job 7     ···a            nothing is done
 *     acks      ------------(aa)
 */
export const jobsUnderWay = (): UnderWay => {
  const known = new Map<string, Acknowledge[]>();
  return (job, acknowledge, work) =>
    defer(() => {
      const key = `${job.id} ${job.attempt ?? 1}`;
      const waiting = known.get(key);
      if (waiting) {
        waiting.push(acknowledge);
        return EMPTY;
      }
      const acknowledgements = [acknowledge];
      known.set(key, acknowledgements);
      // What is left in the middle was not done: the broker shall hand it out again.
      const over = defer(() => {
        acknowledgements.forEach((one) => one());
        return EMPTY;
      });
      return concat(work(), over).pipe(finalize(() => known.delete(key)));
    });
};
