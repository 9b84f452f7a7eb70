import { invalidArgument } from '../../grammar/errors/modemError';
import { type UssdForm, ussdString } from '../../pdu/ussdString';
import type { UssdReport } from '../../dialects/ussdDialect';

/** What the network answered, or asks. */
export interface UssdAnswer {
  readonly text: string;
  /**
   * `done`: there is no more. `asks`: the network waits for a reply. `terminated`: the network ended the session. `other`: another
   * client has answered. `unsupported`: the network does not know the code. `timeout`: the network did not answer.
   */
  readonly state: 'done' | 'asks' | 'terminated' | 'other' | 'unsupported' | 'timeout';
}

/** 27.007 § 7.15. */
const STATES = ['done', 'asks', 'terminated', 'other', 'unsupported', 'timeout'] as const;

/** As many letters of 7 bits as a USSD string has (3GPP 23.038 § 6.1.2.3). */
const MAX_LETTERS = 182;
/** Printable ASCII without quotes: every character set of a modem has these letters, and none ends the text. */
const SENDABLE = /^[ !#-~]+$/;

/** Checks a code or a reply before anything is written. Fails with `invalid-argument`, and never shows the text. */
export const checkedUssd = (text: string, name: 'code' | 'reply'): string => {
  if (typeof text !== 'string' || text === '') return invalidArgument(name, 'it is no text, or it is empty');
  if (text.length > MAX_LETTERS)
    return invalidArgument(name, `it has ${text.length} letters; USSD takes ${MAX_LETTERS}`);
  return SENDABLE.test(text)
    ? text
    : invalidArgument(name, 'it holds a quote, a control character, or a letter that is not ASCII');
};

/** How texts are written and read on one modem: by its character set, and by the form in which it took the last code. */
export interface UssdManner {
  readonly charset: string | null;
  readonly form: UssdForm;
}

/** Spells a code or a reply. In the character sets UCS2 and HEX the modem wants hexadecimal digits, whatever its family. */
export const spelledUssd = (text: string, { charset, form }: UssdManner): string => {
  const own: UssdForm = charset === 'UCS2' ? 'ucs2' : charset === 'HEX' ? 'octets' : form;
  return ussdString.encode(text, own);
};

/** Reads a report by evidence: the text may be plain or hexadecimal digits, whatever the number behind it says. */
export const ussdAnswer = (
  { status, text = '', coding }: UssdReport,
  { charset, form }: UssdManner,
): UssdAnswer => {
  const hints = { scheme: coding, charset: charset ?? undefined, sentAs: form };
  return Object.freeze({ text: ussdString.decode(text, hints).text, state: STATES[status] ?? 'other' });
};
