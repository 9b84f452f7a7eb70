import { schemas } from '../../lib/mqtt';
import { fieldsOf, type Shape } from '../../scripts/reference/schemaTable';

const all: readonly (readonly [string, Shape])[] = Object.entries(schemas);

/** An object's own fields, or those of each member of a union. */
const described = (schema: Shape) => (schema.anyOf ?? [schema]).flatMap((one) => fieldsOf(one));

describe('the schemas of what goes over a broker', () => {
  it.each(all)('%s says what it is, and what each of its fields means', (_, schema) => {
    const silent = described(schema).filter(
      ({ shape }) => shape.description === undefined && shape.const === undefined,
    );

    expect(schema.description).toMatch(/\.$|retained$/);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it.each(all)(
    '%s is spelled as JSON Schema 2020-12 has it: items are one schema, no list of them',
    (_, schema) => {
      expect(JSON.stringify(schema)).not.toMatch(/"items":\[|"additionalItems"|"definitions"/);
    },
  );
});
