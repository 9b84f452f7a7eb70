import { timer } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

/** Runs in virtual time, up to the last action: `at(ms, act)` acts at a moment. */
export const inTime = (run: (at: (ms: number, act: () => void) => void) => void): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run(({ flush }) => {
    run((ms, act) => timer(ms).subscribe(act));
    flush();
  });
};
