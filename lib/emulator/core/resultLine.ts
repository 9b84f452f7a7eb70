import { CME_CODES } from '../../grammar/errors/cmeCodes';
import type { Refusal } from './reply';
import type { ModemState } from './state';
import { spokenLine, type Utterance } from './utterance';

const NUMBERS = { OK: '0', CONNECT: '1', 'NO CARRIER': '3', ERROR: '4' } as const;

type ResultFormat = Pick<ModemState, 'verbose' | 'errorReports'>;

/** ATV0 prints texts without the leading CR LF (SIM800 AT manual V1.09 page 43). */
export const framed = (utterance: Utterance, { verbose }: ResultFormat): Utterance =>
  utterance.kind === 'line' && !verbose ? { ...utterance, before: '' } : utterance;

/**
 * Writes a result code: in words or numbers (`ATV`), a CME code as `AT+CMEE` selects (SIM800 AT manual V1.09 pages 43 and 343). A code that has no text stands as a number (observed on Quectel: 421).
 *
 *     OK  →  \r\nOK\r\n  or  0\r
 */
export const resultLine = (refusal: Refusal | undefined, format: ResultFormat): Utterance => {
  const { verbose, errorReports } = format;
  if (typeof refusal === 'object') return framed(spokenLine(`+CMS ERROR: ${refusal.cms}`, 'final'), format);
  if (typeof refusal === 'number' && errorReports > 0) {
    const detail = errorReports === 1 ? String(refusal) : (CME_CODES[refusal] ?? String(refusal));
    return framed(spokenLine(`+CME ERROR: ${detail}`, 'final'), format);
  }
  if (refusal === undefined) return wordOrNumber('OK', verbose);
  return wordOrNumber(refusal === 'NO CARRIER' ? refusal : 'ERROR', verbose);
};

/** `CONNECT` in place of a result code: data mode begins. */
export const connectLine = ({ verbose }: ResultFormat): Utterance => wordOrNumber('CONNECT', verbose);

/** A result code as a word or, with `ATV0`, as a number. */
const wordOrNumber = (word: keyof typeof NUMBERS, verbose: boolean): Utterance =>
  verbose
    ? spokenLine(word, 'final')
    : { kind: 'line', role: 'final', text: NUMBERS[word], before: '', after: '\r' };
