import { config } from 'rxjs';
import { ModemError } from '../../lib';

/** A part of the library that reads what others wrote, fed with nonsense by a seed; what is wrong, or nothing. */
export type FuzzedPart = (seed: number) => string | undefined;

/** Says what was thrown, unless it is an error that names the problem. */
export const unlessNamed = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ModemError && error.message.length > 0) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
};

/** Says what was thrown, what no subscriber caught, or what the work itself found. */
export const escaping = (work: () => string | undefined): string | undefined => {
  const before = config.onUnhandledError;
  const escaped: unknown[] = [];
  config.onUnhandledError = (error) => escaped.push(error);
  try {
    const problem = work();
    return escaped.length > 0 ? `escaped: ${String((escaped[0] as Error).stack ?? escaped[0])}` : problem;
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  } finally {
    config.onUnhandledError = before;
  }
};
