import { longestMs } from '../../../operators/longestMs';
import { delayOf } from '../../../operators/delayOf';
import type { RetryPolicy } from '../../../operators/retryPolicy';
import type { TimeoutPolicy } from '../../../operators/timeoutPolicy';
import { invalidArgument } from '../../grammar/invalidArgument';
import type { HttpJob } from '../schema/httpJob';

/** As many as a job may say. */
const MOST_ATTEMPTS = 100;

/** Leaves out what is not said. */
const said = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const retry = (policy: RetryPolicy | undefined): Pick<HttpJob, 'retry'> => {
  if (!policy) return {};
  if (policy.when) return invalidArgument('retry.when', 'a function can not go over a broker');
  const attempts = Math.max(1, Math.min(MOST_ATTEMPTS, policy.attempts));
  const delaysMs = Array.from({ length: attempts - 1 }, (_, failed) =>
    Math.max(0, Math.round(delayOf(policy.delay, failed + 1, { kind: 'cancelled' }))),
  );
  return { retry: { attempts, delaysMs } };
};

/** A limit that no timer holds is none. */
const limit = (ms: number | undefined): number | undefined =>
  ms === undefined || ms > longestMs ? undefined : Math.max(0, Math.round(ms));

const timeout = (policy: TimeoutPolicy | undefined): Pick<HttpJob, 'timeout'> => {
  if (!policy) return {};
  const { firstMs, eachMs, totalMs } = policy;
  return {
    timeout: said({ firstMs: limit(firstMs), eachMs: limit(eachMs), totalMs: limit(totalMs) }) as object,
  };
};

/** Policies as a job carries them: delays as numbers, one for each try. */
export const wirePolicies = Object.freeze({ retry, timeout, said });
