import { invalidArgument } from '../../grammar/errors/modemError';

/**
 * Checks that something has at least one byte and not more than the modem takes.
 *
 *     checkByteCount(0, 'payload', 4_096)      ⇒ invalid payload: it has 0 bytes; the modem takes 1 to 4096
 *
 * Fails with `invalid-argument`.
 */
export const checkByteCount = (bytes: number, argument: string, maxBytes: number): void => {
  if (bytes < 1 || bytes > maxBytes)
    invalidArgument(argument, `it has ${bytes} bytes; the modem takes 1 to ${maxBytes}`);
};
