import { parseRequest } from '../../grammar/parseRequest';
import type { Family } from './makeFamily';
import { ok, refused, type Reply } from './reply';
import { spokenLine } from './utterance';
import type { Vocabulary } from '../../grammar/vocabulary';

/** Answers a test command of a known name; an unknown one is a syntax error (plain `ERROR`). */
export const answerTest = ({ tests, vocabulary }: Family, text: string): Reply => {
  const { name, form } = parseRequest(text);
  const lines = Object.hasOwn(tests, name) ? tests[name] : undefined;
  const known = vocabulary.commands.some(({ head }) => head !== '' && parseRequest(head).name === name);
  if (form !== 'test' || !known) return refused();
  return ok(...(lines ?? []).map((line) => spokenLine(line, 'info')));
};

/** The names of all commands that a modem knows, each once. */
export const commandNames = ({ commands }: Vocabulary): readonly string[] => [
  ...new Set(commands.map(({ head }) => parseRequest(head).name).filter((name) => name !== '')),
];
