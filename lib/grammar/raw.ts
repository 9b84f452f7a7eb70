import { mask } from './mask';
import { command, type Command, type CommandDefinition, showCommand } from './command';
import { lineForm } from './forms/lineForm';
import { remainder } from './codecs/text';
import { spellable } from './codecs/spellable';
import { type LineCommand, splitLine, splitLoosely } from './splitLine';
import { isRevealing, maskedByName } from './secrets';
import { recognise, type Vocabulary } from './vocabulary';

const anything = command('', {
  does: 'Sends a command line as it stands.',
  source: '27.007 § 4',
  answers: { text: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  fetches: false,
  asks: false,
  consumes: false,
  timeoutMs: 120_000,
  example: `
    > AT
    < OK`,
});

/**
 * A command line as a person types it, with or without `AT`. One command that the vocabulary knows keeps its declared shape (and
 * so its payload), however it is typed. Of anything else every line up to the result code is the answer: lines with a name
 * that the typed line holds, even where they look like a URC, and all that nothing else explains.
 *
 *     AT +CSQ; ATE0+CSQ; AT+CSQ;     +CSQ as it is declared
 *     AT+CPIN?;+CSQ                  < +CPIN: READY   < +CSQ: 20,0   are both answers
 *
 * Where it has data to give (`asks`), `>` is the prompt of a command that declares none. Fails with `invalid-argument` where it
 * holds a control character: one line is one line.
 */
export const raw = (line: string, known: Vocabulary, asks = false): Command => {
  const typed = spellable(line.trim(), 'command');
  const body = typed.replace(/^AT/i, '');
  const parts = splitLine(body) ?? splitLoosely(body);
  const found = knownParts(parts, known, body);
  const text = `AT${body}`;
  const redacted = `AT${redactedBody(body, parts, found)}`;
  const single = onlyOne(parts, found);
  if (single) return Object.freeze({ ...single, text, redacted, isTyped: true });
  // What is secret may come back as an echo that is damaged, and any line is an answer here.
  const hidesAnswer =
    redacted !== text ||
    parts.some((part, at) => isRevealing(part.text) || found[at]?.definition.hidesAnswer === true);
  const prompt = asks ? PROMPT : undefined;
  const holdsTexts = found.every((part) => part?.definition.holdsTexts === true);
  const definition = { ...anything, ...together(found), answer: bareLine, hidesAnswer, holdsTexts, prompt };
  return Object.freeze({ definition, args: {}, text, redacted, names: namesOf(parts, found) });
};

type Known = Pick<Command, 'definition' | 'args'> | undefined;

const PROMPT = { by: 'mark', mark: '>' } as const;

const bareLine = lineForm('', { text: remainder });

const isExtended = ({ name }: LineCommand): boolean => /^[^A-Z&\\]/.test(name);

/** Each part as the vocabulary knows it. What stands alone is looked up as it was typed, too: `D123;` is a voice call. */
const knownParts = (parts: readonly LineCommand[], known: Vocabulary, body: string): readonly Known[] => {
  const [part] = parts;
  if (!part) return [recognise(known, body)];
  if (parts.length === 1) return [recognise(known, body) ?? recognise(known, part.text)];
  const seen = new Map<string, Known>();
  return parts.map(({ text }) => {
    if (!seen.has(text)) seen.set(text, recognise(known, text));
    return seen.get(text);
  });
};

/** The only command that answers, where the vocabulary knows it: basic ones in front of it (`E0`) have a result code only. */
const onlyOne = (parts: readonly LineCommand[], found: readonly Known[]): Known => {
  const last = found.length - 1;
  const isSilent = (one: Known, at: number): boolean => {
    const part = parts[at];
    return one ? !one.definition.answer : part !== undefined && !isExtended(part);
  };
  return found.every((one, at) => at === last || isSilent(one, at)) ? found[last] : undefined;
};

/** What several commands on a line share: the words that may end it, and the bytes that a known answer announces. */
const together = (found: readonly Known[]): Pick<CommandDefinition, 'ending' | 'payload' | 'timeoutMs'> => {
  const all = found.flatMap((one) => one ?? []);
  const words = all.flatMap(({ definition: { ending } }) =>
    ending.by === 'final' ? (ending.words ?? []) : [],
  );
  const payload = ({ text }: { readonly text: string }): number => {
    for (const { definition, args } of all) {
      const values = definition.payload && definition.answer?.read(text);
      if (values) return definition.payload?.(values as never, args as never) ?? 0;
    }
    return 0;
  };
  const timeoutMs = Math.max(anything.timeoutMs, ...all.map(({ definition }) => definition.timeoutMs));
  return { ending: { by: 'final', words }, payload, timeoutMs };
};

/** The names that lines of the answer may begin with. */
const namesOf = (parts: readonly LineCommand[], found: readonly Known[]): ReadonlySet<string> =>
  new Set([
    ...parts.filter(isExtended).map(({ name }) => name),
    ...found.flatMap((one) => one?.definition.answer?.key || []),
  ]);

/** The line for people: what stands between its commands stays as it was typed. */
const redactedBody = (body: string, parts: readonly LineCommand[], found: readonly Known[]): string => {
  let end = 0;
  const pieces = parts.map((part, at) => {
    const between = body.slice(end, part.from);
    end = part.to;
    return `${between}${redactedPart(body.slice(part.from, end), part, found[at])}`;
  });
  return `${pieces.join('')}${body.slice(end)}`;
};

const redactedPart = (typed: string, { text }: LineCommand, found: Known): string => {
  const shown = found?.definition.secret ? showCommand(found.definition, found.args) : '';
  if (shown.includes(mask)) return shown.slice('AT'.length);
  const byName = maskedByName(text, found !== undefined);
  // As it was typed, unless a secret is masked.
  return byName === text ? typed : byName.includes(mask) ? byName : maskedByName(typed, true);
};
