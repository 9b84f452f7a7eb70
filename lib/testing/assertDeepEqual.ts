import { invalidArgument } from '../grammar/errors/modemError';

/** Compares as RxJS's `TestScheduler` wants it: throws where the two differ. */
export type AssertDeepEqual = (actual: unknown, expected: unknown) => void;

type Expect = (actual: unknown) => { readonly toEqual: (expected: unknown) => void };

/** What jest, vitest (with globals) and jasmine offer to every spec. Fails with `invalid-argument` where there is none. */
export const assertDeepEqual: AssertDeepEqual = (actual, expected) => {
  const { expect } = globalThis as { readonly expect?: Expect };
  if (!expect) return invalidArgument('assertDeepEqual', 'there is no global expect; say how to compare');
  expect(actual).toEqual(expected);
};
