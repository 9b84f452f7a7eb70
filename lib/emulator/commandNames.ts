import { parseRequest } from '../grammar/parseRequest';
import type { Vocabulary } from '../grammar/vocabulary';

/** The names of all commands that a modem knows, each once. */
export const commandNames = ({ commands }: Vocabulary): readonly string[] => [
  ...new Set(commands.map(({ head }) => parseRequest(head).name).filter((name) => name !== '')),
];
