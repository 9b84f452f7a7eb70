import type { PhonebookCharset } from '../../../dialects/phonebookDialect';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { hex } from '../../../pdu/hex';
import { simName } from '../../../pdu/simName';
import { ucs2 } from '../../../pdu/ucs2';

const UNITS = /^(?:[0-9A-F]{4})+$/i;
/** Units of digits, `*`, `#` and `+`: a number that a modem prints in UCS-2, too (observed on Huawei and SIMCom). */
const NUMBER_UNITS = /^(?:00(?:3[0-9]|2[AB3])){3,}$/i;
/** Letters that mean the same in every character set of a modem, except quotes. */
const PLAIN = /^[ !#%-?A-Za-z]*$/;

const fromUnits = (digits: string): string => ucs2.decode(hex.read(digits));

/** Reads a name as the modem prints it. */
const readName = (printed: string, { now }: PhonebookCharset): string => {
  if (now === 'UCS2') return UNITS.test(printed) ? fromUnits(printed) : (simName(printed) ?? printed);
  return simName(printed) ?? printed;
};

/** Reads a number as the modem prints it. */
const readNumber = (printed: string, { now }: PhonebookCharset): string =>
  now === 'UCS2' && NUMBER_UNITS.test(printed) ? fromUnits(printed) : printed;

/** Spells a name. Without UCS-2 only plain letters can be written: others would become other letters. */
const write = (text: string, { now, why }: PhonebookCharset, argument: string): string => {
  if (now === 'UCS2') return hex.write(ucs2.encode(text));
  return PLAIN.test(text)
    ? text
    : invalidArgument(
        argument,
        `it holds a letter that needs UCS-2, which the modem does not take (${why ?? `it has ${now}`}); use plain letters`,
      );
};

/** Names and numbers of a phonebook, both ways. */
export const phonebookText = Object.freeze({ readName, readNumber, write });
