import { areas } from './areas';
import { commandPages } from './commandPages';
import { errorsPage } from './errorsPage';
import { mqttPage } from './mqttPage';
import { schemaFiles } from './schemaFiles';

/** The pages and files that are printed from the tables, by their paths. */
export const pages = (): Readonly<Record<string, string>> => ({
  ...commandPages(areas()),
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/mqtt.md': mqttPage(),
  ...Object.fromEntries(schemaFiles().map(([name, text]) => [`docs/reference/schemas/${name}.json`, text])),
});
