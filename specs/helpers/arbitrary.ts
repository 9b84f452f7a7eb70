import { fc } from './seeded';
import type { Codec } from '../../lib/grammar/codecs/codec';
import type { Shape } from '../../lib/grammar/forms/shape';
import { trimBlanks, splitFields } from '../../lib/grammar/codecs/splitFields';

const SIGNS = Array.from({ length: 0xff }, (_, code) => String.fromCharCode(code + 1)).filter((sign) =>
  /[ -~\u0080-\u00ff]/.test(sign),
);
const sign = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'abcXYZ019/:.-_ ,;=?') },
  fc.constantFrom(...SIGNS),
);
const signs = (allowed: RegExp, minLength = 0): fc.Arbitrary<string> =>
  fc.string({ unit: sign.filter((one) => allowed.test(one)), minLength, maxLength: 40 });

/** What stands at the end of a line and means the same however it is spaced: as it reads back. */
const rest = signs(/./, 1)
  .map((text) => splitFields(text).join(','))
  .filter((text) => text !== '');
const bare = signs(/[^",;]/, 1)
  .map(trimBlanks)
  .filter((text) => text !== '');

const path = signs(/[^",;?*<>|]/, 1)
  .map((text) => text.trim())
  .filter((text) => text !== '');

/** What a spec asks of generated values beyond what the codec tells. */
export interface Wish {
  /** The least whole number. Default: any. */
  readonly least?: number;
  /** The greatest whole number. Default: any. */
  readonly most?: number;
}

const LIMITS = /^(-?\d+)-(-?\d+)$/;

const KINDS: Readonly<Record<string, (wish: Wish) => fc.Arbitrary<unknown>>> = {
  count: ({ least = 0, most = Number.MAX_SAFE_INTEGER }) =>
    fc.oneof(fc.nat(1_000), fc.maxSafeNat()).filter((value) => value >= least && value <= most),
  integer: ({ least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER }) =>
    fc
      .oneof(fc.integer({ min: Math.max(least, -1_000), max: 1_000 }), fc.maxSafeInteger())
      .filter((value) => value >= least && value <= most),
  '0|1': () => fc.boolean(),
  '"text"': () => signs(/[^"]/),
  'integer or "text"': () => fc.oneof(fc.nat().map(String), signs(/[^"]/, 1)),
  word: () => bare,
  'yy/MM/dd,hh:mm:ss': () =>
    fc
      .tuple(fc.nat(99), fc.nat(12), fc.nat(31), fc.nat(23), fc.nat(59), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')))
      .map(([y, mo, d, h, mi, sec]) => `${y}/${mo}/${d},${h}:${mi}:${sec}`),
  volts: () => fc.nat(999_999),
  'dial string': () => fc.stringMatching(/^[0-9A-D*#+,TPW!@;IG]{1,40}$/),
  path: () => path,
  'rest of the line': () => rest,
  'words, a comma between two': () =>
    rest.map((text) => splitFields(text.replaceAll('"', '')).join(',')).filter((text) => text !== ''),
  words: () =>
    bare.map((text) => text.replace(/[a-z]/g, (small) => small.toUpperCase())).filter((text) => text !== ''),
  'line without a header': () => rest.filter((text) => !/^[+*^#$][A-Z]\w* *:/i.test(text)),
  '(from-to)': () => fc.record({ from: fc.nat(99_999), to: fc.nat(99_999) }),
  checksum: () => fc.nat(0xffff),
  'IP address': () => fc.oneof(fc.ipV4(), fc.ipV6()),
  numbers: () => fc.array(fc.nat(99), { minLength: 1, maxLength: 5 }).map(String),
  digits: () => fc.stringMatching(/^[0-9A-F]{1,20}$/),
  '"hexadecimal"': () => fc.stringMatching(/^[0-9A-F]{0,8}$/),
  'code of a key': () => fc.constantFrom(...'0123456789ABCD*#'),
};

/** The value that one alternative of a codec shows: the word itself, without its quotes, or behind its code. */
const nameOf = (codec: Codec<unknown>, shown: string): string | undefined => {
  const isValue = (name: string): boolean => {
    try {
      return name !== '' && codec.read(codec.write(name, 'choice')) === name;
    } catch {
      return false;
    }
  };
  return [shown, shown.replace(/^"(.*)"$/, '$1'), shown.slice(shown.indexOf(' ') + 1)].find(isValue);
};

/** Values of a codec, by the kind that it shows. A new kind of codec has to be told here. */
export const arbitraryOf = (codec: Codec<unknown>, wish: Wish = {}): fc.Arbitrary<unknown> => {
  const { shows } = codec;
  if (codec.optional) {
    const inner = { ...codec, shows: shows.replace(/^\[(.*)\]$/s, '$1') } as Record<string, unknown>;
    delete inner['optional'];
    return fc.option(arbitraryOf(inner as unknown as Codec<unknown>, wish), { nil: undefined });
  }
  const kind = KINDS[shows];
  if (kind) return kind(wish);
  const [, from, to] = LIMITS.exec(shows) ?? [];
  if (from !== undefined) return fc.integer({ min: Number(from), max: Number(to) });
  const names = shows.split(' | ').map((shown) => nameOf(codec, shown));
  if (names.every((name) => name !== undefined)) return fc.constantFrom(...names);
  throw new RangeError(`no arbitrary for a codec that shows ${shows}`);
};

/** Values of a shape: fields that are missing are not there at all. */
export const valuesOf = (shape: Shape, wish: Wish = {}): fc.Arbitrary<Readonly<Record<string, unknown>>> =>
  fc
    .record(
      Object.fromEntries(Object.entries(shape).map(([name, codec]) => [name, arbitraryOf(codec, wish)])),
    )
    .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
