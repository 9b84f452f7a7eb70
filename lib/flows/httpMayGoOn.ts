import { hasOwnRange } from './hasOwnRange';
import type { SettledRequest } from './httpDefaults';
import type { Progress } from './progress';

/**
 * Tells whether a request may be tried once more as far as it is: it can be repeated or has not reached the server, and what
 * was emitted of its body can be gone on from.
 */
export const httpMayGoOn = (request: SettledRequest, { sent, head }: Progress): boolean => {
  const { method, repeatable = method !== 'POST', resume } = request;
  if (sent && !repeatable) return false;
  return head === undefined || (resume && method === 'GET' && !hasOwnRange(request));
};
