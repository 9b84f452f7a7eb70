import type { Codec } from '../codecs/codec';

/** The fields of a line, in order: a codec for each name. */
export type Shape = Readonly<Record<string, Codec<unknown>>>;

type ValueOf<C> = C extends Codec<infer T> ? T : never;
type OptionalKeys<S extends Shape> = { [K in keyof S]: S[K] extends { optional: true } ? K : never }[keyof S];
type Flat<T> = { [K in keyof T]: T[K] };

/** The values that a shape's fields hold; optional fields may be missing. */
export type Values<S extends Shape> = Flat<
  { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[K]> } & {
    readonly [K in OptionalKeys<S>]?: ValueOf<S[K]>;
  }
>;

interface Field {
  readonly name: string;
  readonly codec: Codec<unknown>;
  readonly optional: boolean;
  readonly mayBeUnlisted: boolean;
  readonly takesAll: boolean;
}

const compiled = new WeakMap<Shape, readonly Field[]>();

const fieldsOf = (shape: Shape): readonly Field[] => {
  const known = compiled.get(shape);
  if (known) return known;
  const fields = Object.entries(shape).map(([name, codec]): Field => ({
    name,
    codec,
    optional: codec.optional === true,
    mayBeUnlisted: 'mayBeUnlisted' in codec,
    takesAll: 'takesAll' in codec,
  }));
  compiled.set(shape, fields);
  return fields;
};

const isBare = (field: string): boolean => field !== '' && field.charCodeAt(0) !== 34;

/**
 * Reads fields by a shape: number and kinds must fit; otherwise `undefined`. This distinguishes the URC `+CREG: 1` from the
 * answer `+CREG: 0,1`. With `takesUnlisted`, a bare number or word that no table has is not known where the shape allows that.
 */
export const readShape = <S extends Shape>(
  shape: S,
  found: readonly string[],
  takesUnlisted = false,
): Values<S> | undefined => {
  const fields = fieldsOf(shape);
  const values: Record<string, unknown> = {};
  let at = 0;
  for (let index = 0; index < fields.length; index += 1) {
    const { name, codec, optional, mayBeUnlisted, takesAll } = fields[index] as Field;
    const field = takesAll ? found.slice(at).join(',') : found[at];
    at = takesAll ? found.length : at + 1;
    if (field === undefined || (optional && field === '')) {
      if (optional) continue;
      return undefined;
    }
    const value = codec.read(field);
    if (value !== undefined) values[name] = value;
    else if (!takesUnlisted || !mayBeUnlisted || !isBare(field)) return undefined;
  }
  return found.length <= at ? (Object.freeze(values) as Values<S>) : undefined;
};

const QUOTES = /^"(.*)"$/s;

/** A field's value, with or without its quotes, in whatever case. */
const readField = (codec: Codec<unknown>, field: string): unknown => {
  const bare = field.replace(QUOTES, '$1');
  return codec.read(bare) ?? codec.read(`"${bare}"`) ?? codec.read(bare.toUpperCase());
};

/** Reads fields by a shape as `readShape` does, but quotes and case do not count, and more fields than the shape has are no matter. */
export const readShapeLoosely = <S extends Shape>(
  shape: S,
  found: readonly string[],
): Values<S> | undefined => {
  const values: Record<string, unknown> = {};
  for (const [at, { name, codec, optional, mayBeUnlisted, takesAll }] of fieldsOf(shape).entries()) {
    const field = (takesAll ? found.slice(at).join(',') : found[at]) ?? '';
    const value = field === '' ? undefined : readField(codec, field);
    if (value !== undefined) values[name] = value;
    else if (!optional && !(mayBeUnlisted && field !== '')) return undefined;
  }
  return Object.freeze(values) as Values<S>;
};

/** Writes values by a shape, in its order; optional fields that are missing at the end leave no comma behind. */
export const writeShape = <S extends Shape>(shape: S, values: Values<S>): string[] => {
  const given = values as Readonly<Record<string, unknown>>;
  const fields: string[] = [];
  let count = 0;
  for (const { name, codec, optional } of fieldsOf(shape)) {
    const field = codec.write(given[name], name);
    fields.push(field);
    if (!optional || field !== '') count = fields.length;
  }
  return fields.slice(0, count);
};
