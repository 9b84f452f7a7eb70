import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandDefinition, UrcDefinition } from 'rxmodem';

/** One file of the tables. */
export interface Area {
  /** `http`, `httpA76` … */
  readonly name: string;
  /** What the file says of itself. */
  readonly about: string;
  readonly commands: readonly (readonly [name: string, definition: CommandDefinition])[];
  readonly urcs: readonly (readonly [name: string, definition: UrcDefinition])[];
}

const FOLDER = join(__dirname, '../../lib/commands');

const isCommand = (thing: unknown): thing is CommandDefinition =>
  typeof thing === 'function' && 'head' in thing && 'recognise' in thing;

const isUrc = (thing: unknown): thing is UrcDefinition =>
  typeof thing === 'object' && thing !== null && 'tells' in thing && 'form' in thing;

/** The comment that stands alone near a table's top: it is on the area, not on the thing behind it. */
const aboutOf = (text: string): string =>
  (/^\/\*\* ([^\n]*) \*\/\n\n/m.exec(text)?.[1] ?? '').replace(/^\w/, (first) => first.toUpperCase());

/** Reads the tables, a file an area, in the order of their names. */
export const areas = (): readonly Area[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .sort()
    .map((file): Area => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the tables are found by their folder
      const exported = Object.entries(require(join(FOLDER, file)) as Readonly<Record<string, unknown>>);
      const text = readFileSync(join(FOLDER, file), 'utf8');
      const placeOf = ([name]: readonly [string, unknown]): number => text.indexOf(`export const ${name} `);
      const things = exported.toSorted((one, other) => placeOf(one) - placeOf(other));
      return {
        name: file.replace(/\.ts$/, ''),
        about: aboutOf(text),
        commands: things.filter((entry): entry is [string, CommandDefinition] => isCommand(entry[1])),
        urcs: things.filter((entry): entry is [string, UrcDefinition] => isUrc(entry[1])),
      };
    })
    .filter(({ commands, urcs }) => commands.length + urcs.length > 0);
