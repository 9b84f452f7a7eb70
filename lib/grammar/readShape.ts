import type { Shape, Values } from './shape';

/**
 * Reads fields by a shape: number and kinds must fit, else `undefined`. This is what tells the URC `+CREG: 1` from the
 * answer `+CREG: 0,1`.
 */
export const readShape = <S extends Shape>(shape: S, fields: readonly string[]): Values<S> | undefined => {
  const values: Record<string, unknown> = {};
  let at = 0;
  for (const name in shape) {
    const codec = shape[name] as S[string];
    const field = 'takesAll' in codec ? fields.slice(at).join(',') : fields[at];
    if ('takesAll' in codec) at = fields.length;
    at += 1;
    if (field === undefined || (field === '' && codec.optional)) {
      if (codec.optional) continue;
      return undefined;
    }
    const value = codec.read(field);
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return fields.length <= at ? (Object.freeze(values) as Values<S>) : undefined;
};
