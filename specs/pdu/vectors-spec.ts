import { decodePdu } from '../../lib/pdu/decodePdu';
import { encodePdu } from '../../lib/pdu/encodePdu';
import { fit } from '../../lib/pdu/fit';
import { gsm7 } from '../../lib/pdu/gsm7';
import { splitText } from '../../lib/pdu/splitText';
import { ussdString } from '../../lib/pdu/ussdString';
import { meaningOf } from './meaningOf';
import { vectors, type VectorMeaning } from './vectors';

/** Fields that say again what others say, or how it was spelled: the way back checks them. */
const SPELLING: readonly string[] = ['firstOctet', 'udl', 'vpFormat', 'parameterIndicator'];

const meaningIn = (decoded: VectorMeaning): object =>
  Object.fromEntries(
    Object.entries(decoded)
      .filter(([field]) => !SPELLING.includes(field))
      .map(([field, value]) => [
        field,
        value !== null && typeof value === 'object' && 'semiOctets' in value
          ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'semiOctets'))
          : value,
      ]),
  );

/** Senders that fill with ones, or write a zone in another way than 23.040 does; a few octets are written otherwise then. */
const WRITTEN_OTHERWISE: Readonly<Record<string, readonly (readonly [came: string, written: string])[]>> = {
  'deliver-7bit': [['6291731408', '6291731400']],
  'deliver-multipart-1of2': [['4C0201A9', '4C0201A8']],
  'deliver-multipart-2of2': [['4C0202E9', '4C0202E8']],
  'deliver-udh-7bit-89': [['C3010191', 'C3010190']],
  'status-report-delivered-3': [
    ['3064A0', '306401'],
    ['3045A0', '304501'],
  ],
};

const written = (name: string, pdu: string): string =>
  (WRITTEN_OTHERWISE[name] ?? []).reduce((text, [came, other]) => text.replace(came, other), pdu);

describe.each(vectors.vectors)('the PDU $name', ({ name, direction, pdu, tpduLength, decoded }) => {
  const direct = direction === 'mt' ? 'received' : 'sent';

  it('means what several other programs read', () => {
    const found = decodePdu(pdu, { tpduLength, direction: direct });

    expect(meaningOf(found)).toEqual(meaningIn(decoded));
    expect(found).toMatchObject({ tpduLength, raw: pdu });
  });

  it('is written as it was read', () => {
    const found = decodePdu(pdu);
    if (found.kind === 'malformed') throw new Error(found.problem);

    expect(encodePdu(found)).toEqual({ raw: written(name, pdu), tpduLength });
  });
});

describe('what is malformed', () => {
  const texts: Readonly<Record<string, string>> = {
    'ucs2-odd-octets-lone-surrogate': '\ufffdAB',
    'gsm7-trailing-escape': 'tail',
    'gsm7-unknown-extension': 'xAy',
    'gsm7-double-escape': 'x Ay',
  };

  it.each(vectors.malformed)('$name: $wanted', ({ name, direction, pdu, wanted }) => {
    const found = decodePdu(pdu, { direction: direction === 'mt' ? 'received' : 'sent' });
    if (wanted === 'reject') {
      expect(found).toMatchObject({ kind: 'malformed', raw: pdu });
      return;
    }

    expect(found).toMatchObject({ kind: 'deliver', text: texts[name] ?? expect.stringMatching(/^[\w ]+$/) });
    if (wanted.includes('without concatenation')) expect(found).toMatchObject({ concat: undefined });
    if (wanted === 'last one wins')
      expect(found).toMatchObject({ concat: { reference: 9, bits: 8, total: 2, part: 2 } });
    if (wanted.includes('time unknown')) expect(found).toMatchObject({ sentAt: undefined });
  });
});

describe('the strings of USSD', () => {
  it.each(vectors.ussd)('$name', ({ dcs, hex, text }) => {
    const found = ussdString.decode(hex, { scheme: dcs });

    expect(found).toEqual({ text, form: expect.any(String), raw: hex });
    expect(ussdString.encode(text, found.form)).toBe(hex);
  });
});

describe('texts in parts', () => {
  it.each(vectors.splits)('$name with $referenceBits bits', (vector) => {
    const { text: pieces, alphabet, referenceBits, unitsPerPart } = vector;
    const text = pieces.map(([letters, times]) => letters.repeat(times)).join('');
    const { encoding, parts } = splitText(text, { referenceBits });
    const octets = alphabet === 'gsm7' ? 1 : 2;

    expect(encoding).toBe(alphabet);
    expect(parts.map(({ units }) => units.length / octets)).toEqual(unitsPerPart);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(fit(text, { referenceBits })).toMatchObject({
      encoding: alphabet,
      parts: unitsPerPart.length,
      units: unitsPerPart.reduce((sum, units) => sum + units, 0),
    });
  });
});

describe('the alphabets', () => {
  const { default: basic, extension, languages } = vectors.alphabets;
  const ESCAPE = 0x1b;
  const codes = Array.from({ length: 128 }, (_, code) => code).filter((code) => code !== ESCAPE);
  const hexOf = (code: number) => code.toString(16).toUpperCase().padStart(2, '0');

  it('have the letters of 23.038 by default', () => {
    for (const code of codes) {
      const letter = basic.charAt(code);

      expect(gsm7.decode(Uint8Array.of(code))).toBe(letter);
      expect(gsm7.encode(letter)).toEqual(Uint8Array.of(code));
      expect(gsm7.decode(Uint8Array.of(ESCAPE, code))).toBe(extension[hexOf(code)] ?? letter);
    }
  });

  it.each(Object.entries(languages))(
    'have the letters of language %s',
    (id, { locking = {}, single = {} }) => {
      const shifts = { singleShift: Number(id), lockingShift: Number(id) };
      for (const code of codes) {
        const letter = locking[hexOf(code)] ?? basic.charAt(code);
        const shifted = single[hexOf(code)] ?? letter;

        expect(gsm7.decode(Uint8Array.of(code), shifts)).toBe(letter);
        expect(gsm7.decode(Uint8Array.of(ESCAPE, code), shifts)).toBe(shifted);
        for (const one of [letter, shifted])
          expect(gsm7.decode(gsm7.encode(one, shifts) ?? new Uint8Array(), shifts)).toBe(one);
      }
    },
  );
});
