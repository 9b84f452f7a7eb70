import { mask } from './mask';
import { maskedCredentials } from './maskedCredentials';
import type { Command, CommandDefinition } from './commandDefinition';
import { writeShape } from './writeShape';

/** The text of a command for people: secret arguments are masked. */
export const showCommand = (definition: CommandDefinition, args: Command['args']): string => {
  const names = Object.keys(definition.takes);
  const hidden = definition.secret?.(args as never) ?? [];
  const fields = writeShape(definition.takes, args as never);
  const shown = fields.map((field, at) => (hidden.includes(names[at] ?? '') ? mask : field));
  return maskedCredentials(`AT${definition.head}${shown.join(',')}`);
};
