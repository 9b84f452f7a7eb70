import type { JobRecord } from '../schema/jobRecord';

/** What a gateway finds when it looks whether a job is its to do. */
export type Verdict =
  /** Nobody else has it. */
  | { readonly kind: 'mine' }
  /** Another gateway has it. */
  | { readonly kind: 'elsewhere' }
  /** It was done before. */
  | { readonly kind: 'ended'; readonly record: JobRecord }
  /** It is wanted no more. */
  | { readonly kind: 'cancelled' }
  /** Whoever had it is gone, and it may not be done twice. */
  | { readonly kind: 'interrupted' };
