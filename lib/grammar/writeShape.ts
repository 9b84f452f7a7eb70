import type { Shape, Values } from './shape';

/** Writes values by a shape, in its order; optional fields that are missing at the end leave no comma behind. */
export const writeShape = <S extends Shape>(shape: S, values: Values<S>): string[] => {
  const given = values as Readonly<Record<string, unknown>>;
  const fields = Object.entries(shape).map(([name, codec]) => codec.write(given[name], name));
  const optionals = Object.values(shape).map((codec) => codec.optional === true);
  while (fields.length > 0 && optionals[fields.length - 1] && fields.at(-1) === '') fields.pop();
  return fields;
};
