import type { HttpCall, HttpDialect } from '../dialects/httpDialect';
import type { SettledRequest } from './httpDefaults';
import type { Progress } from './progress';

/** What a try has to go by. */
export interface Attempt {
  readonly dialect: HttpDialect;
  readonly request: SettledRequest;
  readonly call: HttpCall;
  readonly progress: Progress;
}
