import { httpDefaults, type SettledRequest } from './httpDefaults';
import type { HttpRequest } from './httpRequest';

/** The most that a modem takes for `serverMs`, and how much more its result may take. */
const MOST_SERVER_MS = 1_000_000;
const SLACK_MS = 5_000;

/** Fills in what a request leaves out or gives as `undefined`; a server that is given its time is waited for as long. */
export const httpSettled = (request: HttpRequest): SettledRequest => {
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  // Connecting may take that long, and receiving again.
  const serverMs = Math.min(MOST_SERVER_MS, 2 * (request.serverMs ?? 0));
  const resultMs = Math.max(httpDefaults.resultMs, serverMs + SLACK_MS);
  return { ...httpDefaults, resultMs, ...(given as Partial<HttpRequest>), url: request.url };
};
