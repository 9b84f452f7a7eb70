import { CME_CODES } from '../grammar/cmeCodes';
import type { ModemError } from '../grammar/modemError';

/** What an error says that was seen, without what to do next. */
export const seenIn = ({ reason, message }: ModemError): string => {
  if (reason.kind === 'network') return reason.seen;
  if (reason.kind !== 'cme') return message.replace(/; [^;]*$/, '');
  const { code, text } = reason;
  return code === undefined ? text : `${CME_CODES[code] ?? text} (CME error ${code})`;
};
