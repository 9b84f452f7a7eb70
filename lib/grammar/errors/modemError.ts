import { explain } from './explain';
import { printable } from './printable';
import type { Reason } from './reason';

const BRAND = Symbol.for('rxmodem.ModemError');

/**
 * The one error of the library. `reason` says what happened, as data; `message` says it in words, with what to do
 * next.
 *
 *     catchError((error) => (error instanceof ModemError && error.reason.kind === 'timeout' ? … : throwError(() => error)))
 */
export class ModemError extends Error {
  override readonly name = 'ModemError';
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(printable(explain(reason)));
    this.reason = Object.freeze(reason);
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Recognises the errors of any copy of the library in the process. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** Throws `invalid-argument`, which names the argument and says what is wrong with it. Nothing was written to the modem. */
export const invalidArgument = (name: string, problem: string): never => {
  throw new ModemError({ kind: 'invalid-argument', name, problem });
};
