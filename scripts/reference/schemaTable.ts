import { name } from '../../lib/mqtt/schema/exactly';
import { table } from './table';

/** What is looked at of a JSON Schema. */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[] | undefined;
}

/** A field, where it stands: `tls.verify`, `retry.delaysMs`. */
export interface Field {
  readonly path: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
}

const NAME = name('').pattern;

const count = (most: number): string => most.toLocaleString('en');

const integer = ({ minimum, maximum }: Shape): string => {
  if (minimum === undefined) return 'integer';
  return maximum === undefined
    ? `integer from ${count(minimum)}`
    : `integer, ${count(minimum)} to ${count(maximum)}`;
};

const text = ({ pattern, maxLength }: Shape): string => {
  if (pattern === NAME) return 'name';
  return maxLength === undefined ? 'text' : `text of up to ${count(maxLength)} characters`;
};

const list = (shape: Shape): string => {
  const { items, minItems, maxItems } = shape;
  const most = maxItems === undefined ? '' : `up to ${count(maxItems)} of `;
  return `list: ${minItems === undefined ? most : `${minItems} of `}${items ? typeOf(items) : ''}`;
};

const object = ({ properties, patternProperties, additionalProperties }: Shape): string => {
  const [values] = Object.values(patternProperties ?? {});
  if (values) return `object of ${typeOf(values)} by name`;
  const more = additionalProperties === true ? ['…'] : [];
  return `{ ${[...Object.keys(properties ?? {}), ...more].join(', ')} }`;
};

/** What a value is, in words. */
const typeOf = (shape: Shape): string => {
  if (shape.const !== undefined) return `\`${JSON.stringify(shape.const)}\``;
  if (shape.anyOf) return shape.anyOf.map(typeOf).join(' or ');
  const words: Readonly<Record<string, (one: Shape) => string>> = {
    integer,
    string: text,
    array: list,
    object,
  };
  return words[shape.type ?? '']?.(shape) ?? shape.type ?? 'anything';
};

/** All fields of an object, those of its objects behind each. */
export const fieldsOf = (whole: Shape, path = ''): readonly Field[] =>
  Object.entries(whole.properties ?? {}).flatMap(([own, shape]): readonly Field[] => {
    const at = `${path}${own}`;
    const field = { path: at, shape, isRequired: whole.required?.includes(own) ?? false };
    // Where it is one of several, none of their fields must be there.
    const either = (shape.anyOf ?? []).flatMap((one) => fieldsOf({ ...one, required: [] }, `${at}.`));
    return [field, ...fieldsOf(shape, `${at}.`), ...either];
  });

/** The fields of a payload as a table. */
export const schemaTable = (fields: readonly Field[]): string =>
  table(
    ['field', 'what it is', 'must be there', 'meaning'],
    fields.map(({ path, shape, isRequired }) => [
      `\`${path}\``,
      typeOf(shape),
      isRequired ? 'yes' : '',
      shape.description ?? '',
    ]),
  );
