import { invalidArgument } from '../grammar/errors/modemError';
import { gsm7 } from './gsm7';
import { hex } from './hex';
import { ucs2 } from './ucs2';

/** How the string of `+CUSD:` is spelled: text as it is, or hexadecimal digits of septets, units or octets. */
export type UssdForm = 'plain' | 'packed' | 'ucs2' | 'octets';

/** What is known beside the string. */
export interface UssdHints {
  /** The data coding scheme that stood behind it (23.038 § 5). */
  readonly scheme?: number | undefined;
  /** What `AT+CSCS` chose. */
  readonly charset?: string | undefined;
  /** The form in which the network took the code before: digits alone are then no hexadecimal ones. */
  readonly sentAs?: UssdForm | undefined;
}

/** The string of `+CUSD:`, read. */
export interface UssdText {
  readonly text: string;
  /** How it was taken. */
  readonly form: UssdForm;
  readonly raw: string;
}

const CR = 0x0d;
const SEPTETS_A_ROUND = 8;

/** Packs a code or an answer. Seven spare bits are filled with CR, which is no letter then (3GPP 23.038 § 6.1.2.3). */
const pack = (septets: Uint8Array): Uint8Array => {
  const spare = septets.length % SEPTETS_A_ROUND;
  const isAmbiguous = septets.length > 0 && spare === 0 && septets.at(-1) === CR;
  return gsm7.pack(spare === SEPTETS_A_ROUND - 1 || isAmbiguous ? Uint8Array.of(...septets, CR) : septets);
};

/** The septets of packed octets, without the CR that fills them up. */
const unpack = (octets: Uint8Array): Uint8Array => {
  const septets = gsm7.unpack(octets, Math.floor((octets.length * 8) / 7));
  const spare = septets.length % SEPTETS_A_ROUND;
  const isFilled = septets.at(-1) === CR && (spare === 0 || (spare === 1 && septets.at(-2) === CR));
  return isFilled ? septets.subarray(0, -1) : septets;
};

/**
 * Writes a code or an answer for `AT+CUSD=1,"…"`. Fails with `invalid-argument` for a letter that the form has not.
 *
 *     ussdString.encode('*100#', 'packed')  →  'AA180C3602'
 */
const encode = (text: string, form: UssdForm = 'plain'): string => {
  if (form === 'plain') return text;
  if (form === 'ucs2') return hex.write(ucs2.encode(text));
  const septets = gsm7.encode(text);
  if (!septets) return invalidArgument('text', 'a letter is not in the GSM 7-bit alphabet: send it as ucs2');
  return hex.write(form === 'packed' ? pack(septets) : septets);
};

/**
 * Reads the string of `+CUSD:` by evidence, since modems and the schemes that they give disagree (3GPP 27.007 § 7.15). It never
 * throws.
 *
 *     ussdString.decode('AA180C3602', { scheme: 15 })  →  { text: '*100#', form: 'packed', raw: 'AA180C3602' }
 */
const decode = (raw: string, hints: UssdHints = {}): UssdText => {
  const form = formOf(raw, hints);
  return Object.freeze({ text: textOf(raw, form, hints.scheme), form, raw });
};

/** The strings of USSD (3GPP 27.007 § 7.15, 23.038 § 6.1.2.3), both ways. */
export const ussdString = Object.freeze({ encode, decode });

/** Schemes 10 and 11: two letters of the language stand in front, with a CR or as two octets (23.038 § 5). */
const [GSM7_WITH_LANGUAGE, UCS2_WITH_LANGUAGE] = [0x10, 0x11];
const LANGUAGE_OCTETS = 2;

const isUcs2Scheme = (scheme = 0): boolean =>
  scheme === UCS2_WITH_LANGUAGE || ((scheme & 0xc0) === 0x40 && (scheme & 0x0c) === 0x08);

const formOf = (raw: string, { scheme, charset, sentAs }: UssdHints): UssdForm => {
  if (raw === '' || raw.length % 2 !== 0 || !/^[0-9A-F]+$/i.test(raw)) return 'plain';
  const octets = hex.read(raw);
  const isEven = octets.length % 2 === 0;
  if (isEven && (charset === 'UCS2' || isUcs2Scheme(scheme) || looksLikeUcs2(octets))) return 'ucs2';
  if (charset === 'HEX') return 'octets';
  if (/^\d+$/.test(raw) && sentAs !== 'packed' && sentAs !== 'octets') return 'plain';
  return octets.every(isPrintable) ? 'octets' : 'packed';
};

/** Letters of ASCII, and line ends. */
const isPrintable = (octet: number): boolean =>
  (octet >= 0x20 && octet < 0x7f) || octet === 0x0a || octet === CR;

/** Higher octets of Latin, Greek, Cyrillic, Hebrew, Arabic, South Asian and punctuation blocks. */
const isUsual = (high: number): boolean => high <= 0x0e || high === 0x20;
const MIN_UNITS = 2;

/** Whether the higher octets are those of text: of all units, and of more than one unless it is Latin. */
const looksLikeUcs2 = (octets: Uint8Array): boolean => {
  const units = Array.from({ length: octets.length / 2 }, (_, at) => [
    octets[2 * at] ?? 0,
    octets[2 * at + 1] ?? 0,
  ]);
  const fits = units.every(([high = 0, low = 0]) =>
    high === 0 ? isPrintable(low) || low >= 0xa0 : isUsual(high),
  );
  return fits && (units.length >= MIN_UNITS || octets[0] === 0);
};

const textOf = (raw: string, form: UssdForm, scheme: number | undefined): string => {
  const octets = hex.read(raw);
  switch (form) {
    case 'plain':
      return raw;
    case 'ucs2':
      return ucs2.decode(scheme === UCS2_WITH_LANGUAGE ? withoutLanguage(octets) : octets);
    case 'octets':
      return gsm7.decode(octets);
    case 'packed': {
      const text = gsm7.decode(unpack(octets));
      return scheme === GSM7_WITH_LANGUAGE ? text.replace(/^[A-Za-z]{2}\r/, '') : text;
    }
  }
};

/** Many modems take the language away themselves: only octets that can't be the text's first letter are taken for it. */
const withoutLanguage = (octets: Uint8Array): Uint8Array => {
  const letters = gsm7.decode(gsm7.unpack(octets.subarray(0, LANGUAGE_OCTETS), LANGUAGE_OCTETS));
  const isLanguage = /^[a-z]{2}$/i.test(letters) && !isUsual(octets[0] ?? 0);
  return isLanguage ? octets.subarray(LANGUAGE_OCTETS) : octets;
};
