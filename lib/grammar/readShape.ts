import type { Codec } from './codec';
import type { Shape, Values } from './shape';

interface Field {
  readonly name: string;
  readonly codec: Codec<unknown>;
  readonly optional: boolean;
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
    takesAll: 'takesAll' in codec,
  }));
  compiled.set(shape, fields);
  return fields;
};

/**
 * Reads fields by a shape: number and kinds must fit, else `undefined`. This is what tells the URC `+CREG: 1` from the
 * answer `+CREG: 0,1`.
 */
export const readShape = <S extends Shape>(shape: S, found: readonly string[]): Values<S> | undefined => {
  const fields = fieldsOf(shape);
  const values: Record<string, unknown> = {};
  let at = 0;
  for (const { name, codec, optional, takesAll } of fields) {
    const field = takesAll ? found.slice(at).join(',') : found[at];
    at = takesAll ? found.length : at + 1;
    if (field === undefined || (optional && field === '')) {
      if (optional) continue;
      return undefined;
    }
    const value = codec.read(field);
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return found.length <= at ? (Object.freeze(values) as Values<S>) : undefined;
};
