import { gsm7 } from '../../../../pdu/gsm7';
import type { ModemState } from '../../../core/state';

const hexOf = (codes: readonly number[], digits: number): string =>
  codes.map((code) => code.toString(16).toUpperCase().padStart(digits, '0')).join('');
const codesOf = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const ucs2 = (text: string): string => hexOf(codesOf(text), 4);
const latin = (text: string): string => text.replace(/[^\0-\xff]/g, '?');
const QUESTION_MARK = 0x3f;
const gsm = (text: string): readonly number[] =>
  [...text].flatMap((one) => [...(gsm7.encode(one) ?? [QUESTION_MARK])]);

const fromUcs2 = (field: string): string | undefined =>
  /^(?:[0-9A-F]{4})*$/i.test(field)
    ? field.replace(/.{4}/g, (digits) => String.fromCharCode(Number.parseInt(digits, 16)))
    : undefined;

/** The character set of texts, as `AT+CSCS` selects (27.007 § 5.5). */
const charsetOf = ({ settings }: ModemState): string =>
  (settings.get('+CSCS') ?? 'IRA').replaceAll('"', '').toUpperCase();

/** A text in the chosen character set, one character a byte; UCS2 and HEX are hexadecimal digits. */
const spelled = (text: string, state: ModemState): string => {
  switch (charsetOf(state)) {
    case 'UCS2':
      return ucs2(text);
    case 'HEX':
      return hexOf(gsm(text), 2);
    case 'GSM':
      return String.fromCharCode(...gsm(text));
    default:
      return latin(text);
  }
};

/** Writes a text that stands in quotes: what an AT string can’t hold, having no escapes, is shown as `?`. */
const show = (text: string, state: ModemState): string =>
  spelled(text, state).replace(/[^ !#-~\x80-\xff]/g, '?');

/** Reads a text in the chosen character set; `undefined` if it can't be one. */
const read = (typed: string, state: ModemState): string | undefined => {
  switch (charsetOf(state)) {
    case 'UCS2':
      return fromUcs2(typed);
    case 'GSM':
      return gsm7.decode(Uint8Array.from(codesOf(typed)));
    default:
      return typed;
  }
};

/** Texts in the character set that the host chose. `show7`: what a message in the GSM alphabet says, line ends and all. */
export const charset = Object.freeze({ show, read, show7: spelled });
