import { type Profile, raw } from 'rxmodem';
import { problemOf } from './problemOf';

/**
 * What a line is, while it is typed: what the command does, its arguments as they are decoded, and where the manual says so.
 *
 *     AT+HTTPREAD=0,5  →  Reads a window of the response body. offset 0, size 5 · SIM800 AT manual V1.09 § 11.2.6
 */
export const hintOf = (line: string, { vocabulary, title }: Profile): string => {
  const typed = line.trim();
  if (typed === '' || /^AT?$/i.test(typed)) return '';
  try {
    const { definition, args } = raw(typed, vocabulary);
    if (definition.head === '') return begun(typed, vocabulary.commands, title);
    const values = Object.entries(args as object)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} ${String(value)}`);
    return [`${definition.does} ${values.join(', ')}`.trim(), definition.source].filter(Boolean).join(' · ');
  } catch (error) {
    return problemOf(error);
  }
};

type Definitions = Profile['vocabulary']['commands'];

/** What begins like it. */
const begun = (typed: string, commands: Definitions, title: string): string => {
  const head = typed.replace(/^AT/i, '').toUpperCase();
  const found = commands.filter((command) => head !== '' && command.head.startsWith(head));
  if (found.length === 0) return `The ${title} tables do not know it; it is sent as it is.`;
  return found
    .slice(0, 3)
    .map((command) => `AT${command.head}…  ${command.does}`)
    .join('\n');
};
