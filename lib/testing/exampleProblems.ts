import type { CommandDefinition } from '../grammar/command';
import { parseRequest } from '../grammar/parseRequest';
import { raw } from '../grammar/raw';
import type { UrcDefinition } from '../grammar/urc';
import { type Table, vocabulary, vocabularyOf } from '../grammar/vocabulary';
import { conversation, type Turn } from '../recording/recordedConversation';
import type { Token } from '../wire/token';
import { listen } from './listen';
import { joined } from './spell';
import { trafficOf } from './trafficOf';

/** Blanks and quotes aside: firmware sets them differently. */
const plain = (text: string | undefined): string | undefined => text?.replace(/[\s"]/g, '');

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at]);

/** What is wrong with what was heard of an example's conversation. */
const heardProblem = (
  { answer, mayBeEmpty, prompt }: CommandDefinition,
  turns: readonly Turn[],
  tokens: readonly Token[],
): string | undefined => {
  const lost = tokens.find(({ kind }) => kind === 'unknown' || kind === 'corrupt');
  if (lost) return lost.kind === 'unknown' ? `${lost.text} is no line of its answer` : 'bytes are missing';
  const infos = tokens.flatMap((token) => (token.kind === 'info' ? [token] : []));
  if (answer && !mayBeEmpty && infos.length === 0) return 'the answer is missing';
  const odd = infos.find(({ text, values }) => plain(answer?.write(values)) !== plain(text));
  if (odd) return `${odd.text} is written as ${answer?.write(odd.values)}`;
  const gives = turns.some(({ who, kind }) => who === 'host' && kind === 'bytes');
  if (gives !== (prompt !== undefined))
    return gives ? 'it asks for no data' : 'the data that it asks for are missing';
  const isOver = tokens.some((token) => token.kind === 'final' && token.result.ok);
  return isOver ? undefined : 'it does not end';
};

const commandProblem = (definition: CommandDefinition): string | undefined => {
  if (definition.example.trim() === '') return 'there is none';
  const { turns } = conversation(definition.example);
  const typed = turns.find(({ who, kind }) => who === 'host' && kind === 'line')?.text ?? '';
  const args = definition.recognise(parseRequest(typed.replace(/^AT/i, '')));
  if (!args) return `${typed} is another command`;
  const { text } = (definition as unknown as (args: object) => { readonly text: string })(args);
  if (text !== typed) return `${typed} is written as ${text}`;
  const known = vocabulary([definition], []);
  const tokens = joined(
    listen(
      known,
      trafficOf({ turns }, (line) => raw(line, known)),
    ).tokens,
  );
  const wanted = turns.flatMap(({ who, kind, text: bytes }) =>
    who === 'modem' && kind === 'bytes' ? [bytes] : [],
  );
  const came = tokens.flatMap((token) =>
    token.kind === 'payload' ? [String.fromCharCode(...token.bytes)] : [],
  );
  return same(wanted, came)
    ? heardProblem(definition, turns, tokens)
    : 'its bytes are not those that it counts';
};

const urcProblem = ({ form, example }: UrcDefinition): string | undefined => {
  if (example === '') return 'there is none';
  const values = form.read(example);
  if (!values) return `${example} is no line of this form`;
  const line = form.write(values);
  return plain(line) === plain(example) ? undefined : `${example} is written as ${line}`;
};

/**
 * What is wrong with the examples of a family's tables, one line each; none where all is well. Each example is executed: its command
 * is recognised and written back, its answer is heard to its end, its bytes are those that it counts, its values are written as they
 * were read.
 *
 *     expect(exampleProblems({ doorLock, doorMoved })).toEqual([])
 *     // '+DOOR=: AT+DOOR=7 is another command'
 */
export const exampleProblems = (...tables: readonly Table[]): readonly string[] => {
  const known = vocabularyOf(...tables);
  const urcs = [...new Set([...known.urcs.values()].flat())];
  const all = [
    ...known.commands.map((one) => [one.head, commandProblem(one)] as const),
    ...urcs.map((one) => [one.name, urcProblem(one)] as const),
  ];
  return all.flatMap(([name, problem]) => (problem === undefined ? [] : [`${name}: ${problem}`]));
};
