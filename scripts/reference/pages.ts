import { areas } from './areas';
import { commandsPage } from './commandsPage';
import { errorsPage } from './errorsPage';

/** The pages that are printed from the tables, by their paths. */
export const pages = (): Readonly<Record<string, string>> => ({
  'docs/reference/commands.md': commandsPage(areas()),
  'docs/reference/errors.md': errorsPage(),
});
