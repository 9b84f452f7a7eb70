import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CommandDefinition, UrcDefinition } from 'rxmodem';

/** One file of the tables. */
export interface Area {
  /** `sim800HttpCommands`, `networkUrcs` … */
  readonly name: string;
  /** The family's room: `standard`, `simcom`, `sim800` … */
  readonly family: string;
  /** What the file says of itself. */
  readonly about: string;
  readonly commands: readonly (readonly [name: string, definition: CommandDefinition])[];
  readonly urcs: readonly (readonly [name: string, definition: UrcDefinition])[];
}

const FOLDER = join(__dirname, '../../lib/families');
const TABLE = /(?:Commands|Urcs)\.ts$/;

const isCommand = (thing: unknown): thing is CommandDefinition =>
  typeof thing === 'function' && 'head' in thing && 'recognise' in thing;

const isUrc = (thing: unknown): thing is UrcDefinition =>
  typeof thing === 'object' && thing !== null && 'tells' in thing && 'form' in thing;

/** The comment that stands alone near a table's top: it is on the area, not on the thing behind it. */
const aboutOf = (text: string): string =>
  (/^\/\*\* ([^\n]*) \*\/\n\n/m.exec(text)?.[1] ?? '').replace(/^\w/, (first) => first.toUpperCase());

/** Reads the tables, a file an area, in the order of their paths. */
export const areas = (): readonly Area[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => TABLE.test(file))
    .sort()
    .map((file): Area => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the tables are found by their folder
      const exported = Object.entries(require(join(FOLDER, file)) as Readonly<Record<string, unknown>>);
      const text = readFileSync(join(FOLDER, file), 'utf8');
      const placeOf = ([name]: readonly [string, unknown]): number => text.indexOf(`export const ${name} `);
      const things = exported.toSorted((one, other) => placeOf(one) - placeOf(other));
      return {
        name: basename(file, '.ts'),
        family: file.slice(0, file.indexOf('/')),
        about: aboutOf(text),
        commands: things.filter((entry): entry is [string, CommandDefinition] => isCommand(entry[1])),
        urcs: things.filter((entry): entry is [string, UrcDefinition] => isUrc(entry[1])),
      };
    })
    .filter(({ commands, urcs }) => commands.length + urcs.length > 0);
