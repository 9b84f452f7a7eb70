import { ModemError } from './modemError';

/** Fails with a `Reason` that names the argument and says what is wrong with it. Nothing was written. */
export const invalidArgument = (name: string, problem: string): never => {
  throw new ModemError({ kind: 'invalid-argument', name, problem });
};
