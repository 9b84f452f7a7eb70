import type { CommandDefinition } from '../../grammar/command';
import { parseRequest } from '../../grammar/parseRequest';
import { writeShape } from '../../grammar/writeShape';
import type { Handling } from '../handler';
import { ok } from '../reply';
import { spokenLine } from '../utterance';

/** A setting that the modem keeps and tells, and that changes nothing else here. */
export interface Setting {
  readonly set: CommandDefinition;
  /** Missing where nothing reads it, or a command that tells more. */
  readonly read?: CommandDefinition;
  /** As it is written. */
  readonly initial: string;
}

const nameOf = ({ head }: CommandDefinition): string => parseRequest(head).name;

const writes = (definition: CommandDefinition): Handling => ({
  definition,
  run: (args: Readonly<Record<string, unknown>>, { state }) => {
    state.settings.set(nameOf(definition), writeShape(definition.takes, args as never).join(','));
    return ok();
  },
});

const reads = (definition: CommandDefinition, initial: string): Handling => ({
  definition,
  run: (_, { state }) => {
    const name = nameOf(definition);
    return ok(spokenLine(`${name}: ${state.settings.get(name) ?? initial}`, 'info'));
  },
});

/** Makes the handlings of settings: write and read. What does not fit a definition is refused as any unknown command. */
export const settings = (rows: readonly Setting[]): Handling[] =>
  rows.flatMap(({ set, read, initial }) => [writes(set), ...(read ? [reads(read, initial)] : [])]);
