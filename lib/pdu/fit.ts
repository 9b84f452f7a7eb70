import { splitText, type SplitOptions, type TextSplit } from './splitText';

/** How many messages a text takes. */
export interface Fit {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Messages that it takes, and that are paid for. */
  readonly parts: number;
  /** Septets or UTF-16 units of the whole text; `€`, `{` and their like are two, an emoji is two or more. */
  readonly units: number;
  /** What still fits the last part. */
  readonly unitsLeft: number;
  /** Why it is UCS-2: the first letter that is not in the GSM 7-bit alphabet, and where. */
  readonly forcedBy: TextSplit['forcedBy'];
}

/**
 * Tells how many messages a text takes. Pure: it needs no modem. Fails with `invalid-argument` for what can't be spelled.
 *
 *     fit('Höhe 12 m')  →  { encoding: 'gsm7', parts: 1, units: 9, unitsLeft: 151, forcedBy: undefined }
 *     fit('it’s')       →  { encoding: 'ucs2', parts: 1, units: 4, unitsLeft: 66, forcedBy: { letter: '’', at: 2 } }
 */
export const fit = (text: string, options: SplitOptions = {}): Fit => {
  const { encoding, parts, maxUnits, forcedBy } = splitText(text, options);
  const octetsAUnit = encoding === 'gsm7' ? 1 : 2;
  const sizes = parts.map(({ units }) => units.length / octetsAUnit);
  return Object.freeze({
    encoding,
    parts: parts.length,
    units: sizes.reduce((sum, size) => sum + size, 0),
    unitsLeft: maxUnits - (sizes.at(-1) ?? 0),
    forcedBy,
  });
};
