import { TestScheduler, type RunHelpers } from 'rxjs/testing';

/** What `cold` makes of a diagram. */
export type Cold<T = string> = ReturnType<typeof TestScheduler.prototype.createColdObservable<T>>;

/**
 * A marble spec in virtual time, under a scheduler of its own.
 *
 *     it('passes values through', marbles(({ cold, expectObservable }) => {
 *       expectObservable(cold('--a--|')).toBe('--a--|');
 *     }));
 */
export const marbles = (run: (helpers: RunHelpers) => void) => (): void =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(run);
