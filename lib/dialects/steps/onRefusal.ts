import { catchError, type Observable, type OperatorFunction, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { NetworkDetails, Reason } from '../../grammar/errors/reason';
import { CME_CODES } from '../../grammar/errors/cmeCodes';

/** Tells a plain no of the modem (`ERROR`, `+CME ERROR`, `+CMS ERROR`) from silence, a restart and a lost port. */
export const isRefusal = (error: unknown): error is ModemError =>
  error instanceof ModemError && REFUSALS.has(error.reason.kind);

const REFUSALS = new Set<Reason['kind']>(['refused', 'cme', 'cms']);

/** Goes another way where the modem says no; all other errors pass. */
export const onRefusal = <T, U>(
  otherwise: (error: ModemError) => Observable<U>,
): OperatorFunction<T, T | U> =>
  catchError((error: unknown) => (isRefusal(error) ? otherwise(error) : throwError(() => error)));

/** What an error says that was seen, without what to do next. */
export const seenIn = ({ reason, message }: ModemError): string => {
  if (reason.kind === 'network') return reason.seen;
  if (reason.kind !== 'cme') return message.replace(/; [^;]*$/, '');
  const { code, text, row } = reason;
  return code === undefined ? text : `${row?.means ?? CME_CODES[code] ?? text} (CME error ${code})`;
};

/** CME codes that name no cause: not allowed, not supported, unknown. */
const VAGUE: ReadonlySet<number | undefined> = new Set([3, 4, 100]);

/** The same as data, for a `network` failure that is made of an error. */
export const causeIn = ({ reason }: ModemError): NetworkDetails => {
  switch (reason.kind) {
    case 'network': {
      const { cause, command } = reason;
      return { ...(cause && { cause }), ...(command !== undefined && { command }) };
    }
    case 'timeout':
      return reason.phase === 'answer' && reason.command !== undefined
        ? { cause: 'silent', command: reason.command }
        : {};
    case 'refused':
      return { cause: 'refused', command: reason.command };
    case 'cme':
      return VAGUE.has(reason.code) && !reason.row ? { cause: 'refused', command: reason.command } : {};
    default:
      return {};
  }
};
