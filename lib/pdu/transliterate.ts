import { gsm7 } from './gsm7';

/** What looks like a letter that the GSM 7-bit alphabet lacks. */
const ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '’‘‚‛′`´',
    '"': '“”„‟″«»',
    '-': '‐‑‒–—―−',
    ' ': '\t\u00a0\u2002\u2003\u2009\u202f',
    '...': '…',
    '*': '•',
    Ç: 'ç',
    '': '\u200b\ufeff',
  }).flatMap(([alike, letters]) => [...letters].map((letter): [string, string] => [letter, alike])),
);

const withoutMarks = (letter: string): string => letter.normalize('NFD').replace(/\p{Mark}/gu, '');

const letterOf = (letter: string): string => {
  if (gsm7.encode(letter)) return letter;
  const alike = ALIKE.get(letter) ?? withoutMarks(letter);
  return gsm7.encode(alike) ? alike : letter;
};

/** Changes letters that the GSM 7-bit alphabet lacks into what looks like them; those without a likeness stay. */
export const transliterate = (text: string): string => Array.from(text.normalize('NFC'), letterOf).join('');
