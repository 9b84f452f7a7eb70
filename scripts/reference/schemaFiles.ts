import { schemas } from 'rxmodem/mqtt';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Each schema as the text of a file, by the name that it has in `schemas`. */
export const schemaFiles = (): readonly (readonly [name: string, text: string])[] =>
  Object.entries(schemas).map(([name, schema]) => [
    name,
    `${JSON.stringify({ $schema: DIALECT, title: name, ...schema }, null, 2)}\n`,
  ]);
