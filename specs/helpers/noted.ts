import type { CommandSpec } from '../../lib/grammar/command';
import type { Shape } from '../../lib/grammar/forms/shape';
import type { UrcSpec } from '../../lib/grammar/urc';

/*
 * Notes what each definition is declared with: a definition keeps only the forms of its lines, not their fields.
 * A spec imports this file first, so that `command` and `urc` are replaced before a table is read.
 */

type Spec = Partial<CommandSpec<Shape, Shape>> & Partial<UrcSpec<Shape>>;
type Declare = (name: string, spec: Spec) => object;
type Module = Readonly<Record<string, unknown>>;

const specs = new Map<unknown, Spec>();

jest.mock('../../lib/grammar/command', () =>
  noting(jest.requireActual('../../lib/grammar/command'), 'command'),
);
jest.mock('../../lib/grammar/urc', () => noting(jest.requireActual('../../lib/grammar/urc'), 'urc'));

/** What a definition was declared with. */
export const specOf = (definition: unknown): Spec => {
  const spec = specs.get(definition);
  if (!spec) throw new RangeError('a definition that was not noted');
  return spec;
};

/** A module whose function `name` notes what it is called with. */
const noting = (actual: Module, name: string): Module => {
  const declare = actual[name] as Declare;
  const noted: Declare = (head, spec) => {
    const definition = declare(head, spec);
    specs.set(definition, spec);
    return definition;
  };
  return { ...actual, [name]: noted };
};
