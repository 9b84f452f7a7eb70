import { ModemError } from '../../grammar/errors/modemError';

/** The `ModemError` that a check throws, or `undefined`. Other errors pass. */
export const problemOf = (check: () => unknown): ModemError | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ModemError) return error;
    throw error;
  }
};
