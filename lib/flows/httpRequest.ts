import type { ObservableInput } from 'rxjs';
import type { RetryPolicy } from '../../operators/retryPolicy';
import type { TimeoutPolicy } from '../../operators/timeoutPolicy';
import type { Access } from '../dialects/access';
import type { HttpMethod } from '../dialects/httpDialect';

/** An HTTP request. Only the URL must be there. */
export interface HttpRequest {
  readonly url: string;
  /** Default `GET`. */
  readonly method?: HttpMethod;
  /** APN, user and password of the bearer or context, where it is not open already. Default: the modem's own. */
  readonly access?: Access;
  /** When and how often it is tried again. Default: three tries, half a second and doubling between, transient failures only. */
  readonly retry?: RetryPolicy;
  /** Time limits of one try. Default: those of the commands themselves. */
  readonly timeout?: TimeoutPolicy;
  /** How long the modem may take for the result once the request is off. Default 125 s, a little more than it allows itself. */
  readonly resultMs?: number;
  /** Bytes that are asked for at once. Default 4,096. */
  readonly windowBytes?: number;
  /** Takes each chunk; the next window is asked for when it completes. Default: whoever subscribes, at once. */
  readonly into?: (chunk: Uint8Array) => ObservableInput<unknown>;
  /** Which statuses are no failure. Default: those below 400, as `rxjs/ajax` has it. */
  readonly accepts?: (status: number) => boolean;
}
