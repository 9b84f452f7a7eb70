import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CommandDefinition } from '../../lib/grammar/command';
import type { UrcDefinition } from '../../lib/grammar/urc';
import { vocabulary, type Vocabulary } from '../../lib/grammar/vocabulary';

const FOLDER = join(__dirname, '../../lib/families');
const TABLE = /(?:Commands|Urcs)\.ts$/;

/** A definition and where it stands: `http.httpInit`. */
export interface Declared<D> {
  readonly title: string;
  readonly file: string;
  readonly definition: D;
}

const isCommand = (value: unknown): value is CommandDefinition =>
  typeof value === 'function' && 'recognise' in value;
const isUrc = (value: unknown): value is UrcDefinition =>
  typeof value === 'object' && value !== null && 'tells' in value && 'form' in value;

const exportsOf = (file: string): readonly Declared<unknown>[] =>
  Object.entries(jest.requireActual<Readonly<Record<string, unknown>>>(join(FOLDER, file))).map(
    ([name, definition]) => ({
      title: `${basename(file, '.ts')}.${name}`,
      file,
      definition,
    }),
  );

const all = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => TABLE.test(file))
  .sort()
  .flatMap(exportsOf);

const only = <D>(is: (value: unknown) => value is D): readonly Declared<D>[] =>
  all.flatMap(({ definition, ...where }) => (is(definition) ? [{ ...where, definition }] : []));

/** Every command that a table of `lib/families/` exports. */
export const commands = only(isCommand);
/** Every URC that a table of `lib/families/` exports. */
export const urcs = only(isUrc);

/** A vocabulary of the definitions whose file passes. */
export const vocabularyOf = (passes: (file: string) => boolean): Vocabulary =>
  vocabulary(
    commands.filter(({ file }) => passes(file)).map(({ definition }) => definition),
    urcs.filter(({ file }) => passes(file)).map(({ definition }) => definition as UrcDefinition<never>),
  );

/** All of them. */
export const everything = vocabularyOf(() => true);
