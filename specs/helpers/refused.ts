import { ModemError } from '../../lib/grammar/errors/modemError';
import type { Reason } from '../../lib/grammar/errors/reason';

/** The reason why something fails; fails itself where it does not, or with another error. */
export const refused = (act: () => unknown): Reason => {
  try {
    act();
  } catch (error) {
    if (error instanceof ModemError) return error.reason;
    throw error;
  }
  throw new RangeError('nothing was refused');
};
