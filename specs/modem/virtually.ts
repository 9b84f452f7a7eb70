import { TestScheduler } from 'rxjs/testing';

/** Runs something in virtual time, and all that it scheduled to its end, before it gives its result. */
export const virtually = <T>(act: () => T): T =>
  new TestScheduler(() => undefined).run(({ flush }) => {
    const result = act();
    flush();
    return result;
  });
