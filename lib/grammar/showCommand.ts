import type { Command, CommandDefinition } from './command';
import { writeShape } from './writeShape';

const MASK = '***';

/** The text of a command for people: secret arguments are masked. */
export const showCommand = (definition: CommandDefinition, args: Command['args']): string => {
  const names = Object.keys(definition.takes);
  const fields = writeShape(definition.takes, args as never);
  return `AT${definition.head}${fields.map((field, at) => (definition.secret.includes(names[at] ?? '') ? MASK : field)).join(',')}`;
};
