import { maxTimerMs, type TimeoutPolicy } from '../../../operators/timeoutPolicy';
import { delayOf, type RetryPolicy } from '../../../operators/retryPolicy';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import type { HttpJob } from '../schema/httpJob';
import { defer, map, type Observable, of, reduce } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { httpBody, type HttpBody } from '../../flows/http/httpBody';
import { base64 } from '../link/wireReason';

/** The maximum in a job. */
const MAX_ATTEMPTS = 100;

/** Removes undefined fields. */
const defined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const retry = (policy: RetryPolicy | undefined): Pick<HttpJob, 'retry'> => {
  if (!policy) return {};
  if (policy.when) return invalidArgument('retry.when', 'a function can not go over a broker');
  const attempts = Math.max(1, Math.min(MAX_ATTEMPTS, policy.attempts));
  const delaysMs = Array.from({ length: attempts - 1 }, (_, failed) =>
    Math.max(0, Math.round(delayOf(policy.delay, failed + 1, { kind: 'cancelled' }))),
  );
  return { retry: { attempts, delaysMs } };
};

/** A limit beyond a timer's range is no limit. */
const limit = (ms: number | undefined): number | undefined =>
  ms === undefined || ms > maxTimerMs ? undefined : Math.max(0, Math.round(ms));

const timeout = (policy: TimeoutPolicy | undefined): Pick<HttpJob, 'timeout'> => {
  if (!policy) return {};
  const { firstMs, eachMs, totalMs } = policy;
  return {
    timeout: defined({ firstMs: limit(firstMs), eachMs: limit(eachMs), totalMs: limit(totalMs) }) as object,
  };
};

/** Policies as fields of a job: delays are numbers, one for each try. */
export const wirePolicies = Object.freeze({ retry, timeout, defined });

/** A body as a field of a job, and its content type. */
interface WireBody extends Pick<HttpJob, 'body'> {
  readonly type?: string;
}

/** Reads a request's body into a job; emits once, when it is complete. Fails with `length` where it differs from its declared length. */
export const wireBody = (given: HttpBody | undefined): Observable<WireBody> =>
  defer(() => {
    if (given === undefined) return of({});
    if (typeof given === 'string') return of({ body: { text: given } });
    const { length, chunks, type } = httpBody(given);
    return chunks.pipe(
      reduce((slices: Uint8Array[], chunk) => [...slices, chunk], []),
      map((slices): WireBody => {
        const bytes = joinBytes(slices);
        if (bytes.length !== length)
          throw new ModemError({ kind: 'length', expectedBytes: length, gotBytes: bytes.length });
        return { body: { base64: base64.write(bytes) }, ...(type !== undefined && { type }) };
      }),
    );
  });
