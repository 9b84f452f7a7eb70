import { concat, defer, EMPTY, finalize, type Observable } from 'rxjs';
import type { Job } from '../../schema/job';

/** Acknowledges a message. */
type Acknowledge = () => void;

/** A run of a job. */
export interface JobRun<T> {
  readonly run: () => Observable<T>;
  /** Ends it: a later attempt has begun. */
  readonly supersede: () => void;
}

/** The jobs that run at a gateway, by id. */
export interface RunningJobs {
  /**
   * Runs a job unless it runs already, and acknowledges every message that asked for it when it has ended. A later attempt ends
   * the earlier one.
   */
  readonly run: <T>(job: Job, acknowledge: Acknowledge, start: () => JobRun<T>) => Observable<T>;
  /** Whether a job of this id runs or waits here. */
  readonly has: (id: string) => boolean;
}

interface Entry {
  readonly attempt: number;
  readonly acknowledgements: Set<Acknowledge>;
  readonly supersede: () => void;
}

/**
 * Makes the account of a gateway's jobs.
 *
 *     job 7              a-----------|
 *     job 7              ···a               does nothing
 *     acks               ------------(aa)
 *     job 7, attempt 2   ······a---|        the first attempt ends there
 */
export const runningJobs = (): RunningJobs => {
  const known = new Map<string, Entry>();
  const run: RunningJobs['run'] = (job, acknowledge, start) =>
    defer(() => {
      const { id, attempt = 1 } = job;
      const before = known.get(id);
      if (before && before.attempt >= attempt) {
        if (before.attempt > attempt) acknowledge();
        else before.acknowledgements.add(acknowledge);
        return EMPTY;
      }
      const started = start();
      const entry: Entry = {
        attempt,
        acknowledgements: new Set([acknowledge]),
        supersede: started.supersede,
      };
      known.set(id, entry);
      before?.supersede();
      // A run that is unsubscribed does not acknowledge: the broker sends the job again.
      const over = defer(() => {
        entry.acknowledgements.forEach((one) => one());
        return EMPTY;
      });
      const forget = (): void => {
        if (known.get(id) === entry) known.delete(id);
      };
      return concat(started.run(), over).pipe(finalize(forget));
    });
  return { run, has: (id) => known.has(id) };
};
